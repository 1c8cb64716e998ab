package np.local.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import np.spi.Session;
import np.spi.SessionOutput;

/**
 * Carries one stream of a process to whoever holds its session, as fast as that one takes it. On a
 * thread of the system's, since reading blocks in the kernel.
 */
final class OutputPump {
  /** For a program that has left its session and keeps a stream open after the end. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final SessionOutput.Stream stream;
  private final InputStream in;
  private final Room room;
  private final Consumer<SessionOutput> sink;
  private final Thread thread;
  private volatile boolean reading = true;

  OutputPump(SessionOutput.Stream stream, InputStream in, Room room, Consumer<SessionOutput> sink) {
    this.stream = stream;
    this.in = in;
    this.room = room;
    this.sink = sink;
    this.thread = Thread.ofPlatform().daemon().name("np-session-out").unstarted(this::run);
  }

  OutputPump start() {
    thread.start();
    return this;
  }

  /** Waits until all was carried, once the process has ended. */
  void awaitEnd() throws InterruptedException {
    boolean stuck = false;
    while (!thread.join(LINGER) && !stuck) {
      stuck = reading;
    }
  }

  private void run() {
    byte[] buffer = new byte[Session.MOST_DATA];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        reading = false;
        deliver(buffer, count);
        reading = true;
      }
    } catch (IOException ended) {
      reading = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(byte[] buffer, int count) throws InterruptedException {
    for (int from = 0; from < count; ) {
      int taken = room.take(count - from);
      if (taken == 0) {
        return;
      }
      ByteBuffer bytes = ByteBuffer.allocate(taken).put(buffer, from, taken).flip();
      sink.accept(new SessionOutput.Data(stream, bytes));
      from += taken;
    }
  }
}
