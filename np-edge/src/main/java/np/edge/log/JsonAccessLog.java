package np.edge.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import np.edge.http.AccessEntry;
import np.edge.http.AccessLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the access log as JSON lines. An event loop only puts an entry into a ring; a thread of
 * its own does the rest, a few times a second while there are requests, and sleeps otherwise. When
 * it cannot keep up or the disk is full, entries are dropped, counted, and the count is logged.
 */
public final class JsonAccessLog implements AccessLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JsonAccessLog.class);
  private static final int BATCH_BYTES = 64 << 10;
  private static final long CLOSE_MILLIS = 5000;
  private static final long STACK_BYTES = 512 << 10;

  private final EntryRing ring;
  private final InstantSource clock;
  private final long delayNanos;
  private final int pressing;
  private final RotatedFile file;
  private final Batch batch = new Batch();
  private final EntryEncoder encoder = new EntryEncoder(batch);
  private final LongAdder dropped = new LongAdder();
  private final Thread thread;
  private volatile boolean idle;
  private volatile boolean closed;
  private int lines;
  private long announced;
  private long reported;
  private boolean failing;

  JsonAccessLog(Path path, LogLimits limits, InstantSource clock) {
    this.ring = new EntryRing(limits.entries());
    this.clock = clock;
    this.delayNanos = limits.delay().toNanos();
    this.pressing = limits.entries() / 2;
    this.file = new RotatedFile(path, limits);
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("np-access-log")
            .stackSize(STACK_BYTES)
            .unstarted(this::run);
  }

  /** Lines on their way to the file. */
  private static final class Batch extends ByteArrayOutputStream {
    Batch() {
      super(BATCH_BYTES + 4096);
    }

    ByteBuffer lines() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  /** Starts a log that goes on where the file ends; the file is made with the first request. */
  public static JsonAccessLog start(Path path, LogLimits limits, InstantSource clock) {
    JsonAccessLog log = new JsonAccessLog(path, limits, clock);
    log.thread.start();
    return log;
  }

  @Override
  public void record(AccessEntry entry) {
    int waiting = ring.put(entry);
    if (waiting == 0) {
      dropped.increment();
    } else if (idle || waiting == pressing) {
      LockSupport.unpark(thread);
    }
  }

  /** How many entries were dropped since the start. */
  public long dropped() {
    return dropped.sum();
  }

  /** Writes what is waiting, at most for some seconds, and ends. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs on the calling thread until the log is closed. */
  void run() {
    while (!closed) {
      awaitEntries();
      drain();
    }
    drain();
    try {
      file.close();
    } catch (IOException e) {
      report(e);
    }
  }

  private void awaitEntries() {
    idle = true;
    while (ring.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    idle = false;
    if (!closed) {
      LockSupport.parkNanos(this, delayNanos);
    }
  }

  private void drain() {
    for (AccessEntry entry = ring.take(); entry != null; entry = ring.take()) {
      encoder.write(entry);
      lines++;
      if (batch.size() >= BATCH_BYTES) {
        flush();
      }
    }
    long count = dropped();
    if (count > reported) {
      encoder.writeDropped(clock.millis(), count - reported);
      announced = count;
    }
    flush();
  }

  private void flush() {
    try {
      if (batch.size() > 0) {
        file.append(batch.lines());
        reported = announced;
        failing = false;
      }
    } catch (IOException e) {
      dropped.add(lines);
      report(e);
    }
    lines = 0;
    batch.reset();
  }

  /** Says once that the log cannot be written, and again only after it could. */
  private void report(IOException e) {
    if (!failing) {
      failing = true;
      LOG.warn("event=access_log_failed", e);
    }
  }
}
