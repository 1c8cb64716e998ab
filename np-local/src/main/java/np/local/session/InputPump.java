package np.local.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import np.model.ErrorCode;
import np.model.NpException;
import np.spi.Session;
import np.spi.SessionOutput;

/**
 * Carries what whoever holds a session sends to the standard input of its process, as fast as that
 * one reads it. On a thread of the system's, since writing blocks in the kernel.
 */
final class InputPump {
  /** Room is granted in pieces that are worth a message. */
  private static final int STEP = Session.WINDOW / 4;

  private final OutputStream out;
  private final Consumer<SessionOutput> sink;

  /** What comes next; empty: the end. */
  private final BlockingQueue<Optional<ByteBuffer>> waiting = new LinkedBlockingQueue<>();

  private final AtomicInteger room = new AtomicInteger(Session.WINDOW);
  private final Thread thread;
  private int carried;

  InputPump(OutputStream out, Consumer<SessionOutput> sink) {
    this.out = out;
    this.sink = sink;
    this.thread = Thread.ofPlatform().daemon().name("np-session-in").unstarted(this::run);
  }

  InputPump start() {
    thread.start();
    return this;
  }

  /**
   * Takes bytes to be carried.
   *
   * @throws NpException.Invalid when there is no room for them
   */
  void take(ByteBuffer bytes) {
    int count = bytes.remaining();
    if (count == 0) {
      return;
    }
    if (room.addAndGet(-count) < 0) {
      throw new NpException.Invalid(
          ErrorCode.TOO_LARGE,
          "more input was sent than the process has room for",
          "wait for window adjust messages");
    }
    waiting.add(Optional.of(bytes));
  }

  /** Ends the input once everything was carried. */
  void end() {
    waiting.add(Optional.empty());
  }

  /** The process has ended: what waits is let go. */
  void stop() {
    thread.interrupt();
  }

  private void run() {
    boolean heard = true;
    try {
      for (var next = waiting.take(); next.isPresent(); next = waiting.take()) {
        heard = heard && write(next.get());
        grant(next.get().remaining());
      }
      out.close();
    } catch (InterruptedException | IOException ended) {
      waiting.clear();
    }
  }

  /** Whether the process still reads; one that has closed its input may go on without. */
  private boolean write(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    try {
      out.write(copy);
      out.flush();
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  private void grant(int bytes) {
    carried += bytes;
    if (carried >= STEP) {
      room.addAndGet(carried);
      sink.accept(new SessionOutput.WindowAdjust(carried));
      carried = 0;
    }
  }
}
