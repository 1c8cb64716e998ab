package np.local.link;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.LogLine;
import np.model.NpException;

/** Follows a task on a node to its end. */
final class RunStream {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 200;

  private final LinkClient link;
  private final Consumer<LogLine> sink;
  private long delivered;

  /** What to do when the connection breaks. */
  enum Loss {
    FAIL,
    /** The task goes on and may be asked for again; lines that were delivered are left out. */
    JOIN_AGAIN
  }

  RunStream(LinkClient link, Consumer<LogLine> sink) {
    this.link = link;
    this.sink = sink;
  }

  Exit untilExit(Call call, Loss loss) {
    boolean connected = false;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (LinkConnection connection = LinkConnection.open(link.socket())) {
        connected = true;
        deadline = System.nanoTime() + PATIENCE.toNanos();
        return follow(call, connection);
      } catch (IOException e) {
        boolean again = connected && loss == Loss.JOIN_AGAIN && System.nanoTime() < deadline;
        if (!again) {
          throw link.unreachable(e);
        }
      }
      pause();
    }
  }

  private Exit follow(Call call, LinkConnection connection) throws IOException {
    connection.send(call);
    long seen = 0;
    Reply reply = expect(connection);
    while (reply instanceof Reply.Line line) {
      if (seen++ >= delivered) {
        delivered = seen;
        sink.accept(line.line());
      }
      reply = expect(connection);
    }
    if (reply instanceof Reply.Exited exited) {
      return exited.exit();
    }
    throw new IOException("an unexpected " + reply.getClass().getSimpleName());
  }

  /** A node that is stopping breaks off as one that has died does. */
  private Reply expect(LinkConnection connection) throws IOException {
    try {
      return link.expect(connection, Reply.class);
    } catch (NpException.Unavailable e) {
      if (e.code() == ErrorCode.ENGINE_UNAVAILABLE) {
        throw new IOException(e);
      }
      throw e;
    }
  }

  private void pause() {
    try {
      if (new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody counts down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NpException.Unavailable(
          ErrorCode.ENGINE_UNAVAILABLE, "interrupted while waiting for np node", "try again", e);
    }
  }
}
