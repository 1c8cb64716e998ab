package np.local.link;

import java.io.EOFException;
import java.io.IOException;

/** Answers a call. */
interface LinkService {

  /** Returns when there is nothing more to say; the connection is closed then. */
  void serve(Call call, LinkConnection connection) throws IOException, InterruptedException;

  /** Waits until the client has gone. */
  static void awaitGone(LinkConnection connection) throws IOException {
    try {
      while (true) {
        connection.receive(Call.class);
      }
    } catch (EOFException e) {
      connection.close();
    }
  }

  static IOException misplaced(Call call) {
    return new IOException(call.getClass().getSimpleName() + " is not answered on this socket");
  }
}
