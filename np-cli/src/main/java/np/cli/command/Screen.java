package np.cli.command;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import np.cli.client.ServerSession;
import np.cli.output.OutputClosed;
import np.spi.SessionInput;
import np.spi.SessionOutput;
import np.spi.SessionOutput.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows what a command writes, on a thread of its own: who reads it here may be slow, and the
 * server must be answered meanwhile. No more waits here than the window that the server was given.
 */
final class Screen {
  /** Room is granted in pieces that are worth a message. */
  private static final int STEP = np.spi.Session.WINDOW / 4;

  private final ServerSession server;
  private final SessionSink out;
  private final SessionSink err;
  private final BlockingQueue<Optional<SessionOutput.Data>> waiting = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("screen").unstarted(this::run);
  private volatile @Nullable OutputClosed closed;
  private int shown;

  Screen(ServerSession server, SessionSink out, SessionSink err) {
    this.server = server;
    this.out = out;
    this.err = err;
  }

  Screen start() {
    thread.start();
    return this;
  }

  void show(SessionOutput.Data data) {
    waiting.add(Optional.of(data));
  }

  /** Waits until all was shown. */
  void end() throws InterruptedException {
    waiting.add(Optional.empty());
    thread.join();
    check();
  }

  /** Throws when nobody reads any more. */
  void check() {
    OutputClosed why = closed;
    if (why != null) {
      throw why;
    }
  }

  private void run() {
    try {
      for (var next = waiting.take(); next.isPresent(); next = waiting.take()) {
        (next.get().stream() == Stream.STDOUT ? out : err).show(next.get().bytes());
        grant(next.get().bytes().remaining());
      }
      out.end();
      err.end();
    } catch (OutputClosed e) {
      closed = e;
      server.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A connection that is broken is noticed where it is read. */
  private void grant(int bytes) {
    shown += bytes;
    if (shown >= STEP) {
      SessionInput more = new SessionInput.WindowAdjust(shown);
      shown = 0;
      try {
        server.send(more);
      } catch (IOException lost) {
        server.close();
      }
    }
  }
}
