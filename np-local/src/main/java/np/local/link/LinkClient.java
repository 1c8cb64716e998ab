package np.local.link;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * Calls to another program of np over its socket.
 *
 * @param away the code that says that it does not answer
 */
record LinkClient(Path socket, ErrorCode away) {

  /** Sends one call and gives its one answer. */
  <R extends Reply> R call(Call call, Class<R> expected, Duration patience) {
    CountDownLatch answered = new CountDownLatch(1);
    try (LinkConnection connection = LinkConnection.open(socket)) {
      Thread.ofVirtual().name("link-patience").start(() -> cut(connection, answered, patience));
      connection.send(call);
      return expect(connection, expected);
    } catch (IOException e) {
      throw unreachable(e);
    } finally {
      answered.countDown();
    }
  }

  private static void cut(LinkConnection connection, CountDownLatch answered, Duration patience) {
    try {
      if (!answered.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        connection.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next line of a connection, which must be of this kind. */
  <R extends Reply> R expect(LinkConnection connection, Class<R> expected) throws IOException {
    Reply reply = connection.receive(Reply.class);
    if (reply instanceof Reply.Failed failed) {
      throw failed.exception();
    }
    if (!expected.isInstance(reply)) {
      throw new IOException("an unexpected " + reply.getClass().getSimpleName());
    }
    return expected.cast(reply);
  }

  NpException unreachable(IOException e) {
    return new NpException.Unavailable(
        away, away.title() + " on " + socket + ": " + e.getMessage(), "np server status", e);
  }
}
