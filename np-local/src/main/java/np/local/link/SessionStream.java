package np.local.link;

import java.io.IOException;
import np.api.SessionFrames;
import np.model.NpException;
import np.spi.Session;
import np.spi.SessionInput;
import np.spi.SessionOutput;

/** A session over a connection: its messages as frames. */
final class SessionStream implements Session {
  private final LinkClient link;
  private final LinkConnection connection;

  private SessionStream(LinkClient link, LinkConnection connection) {
    this.link = link;
    this.connection = connection;
  }

  /** Begins one on a node. */
  static Session open(LinkClient link, Call call) {
    try {
      return begin(link, LinkConnection.open(link.socket()), call);
    } catch (IOException e) {
      throw link.unreachable(e);
    }
  }

  private static Session begin(LinkClient link, LinkConnection connection, Call call)
      throws IOException {
    try {
      connection.send(call);
      link.expect(connection, Reply.Attached.class);
      return new SessionStream(link, connection);
    } catch (IOException | NpException e) {
      connection.close();
      throw e;
    }
  }

  /** Passes on what a session of this node says and hears, until its process has ended. */
  static void serve(Session session, LinkConnection connection)
      throws IOException, InterruptedException {
    try (session) {
      connection.send(new Reply.Attached());
      Thread.ofVirtual().name("link-session").start(() -> listen(session, connection));
      SessionOutput next = session.receive();
      while (!(next instanceof SessionOutput.Exited)) {
        connection.sendFrame(SessionFrames.of(next));
        next = session.receive();
      }
      connection.sendFrame(SessionFrames.of(next));
    }
  }

  private static void listen(Session session, LinkConnection connection) {
    try (session) {
      while (true) {
        session.send(SessionFrames.input(connection.receiveFrame(SessionFrames.LONGEST)));
      }
    } catch (IOException | NpException gone) {
      connection.close();
    }
  }

  /** A connection that is broken is noticed by {@link #receive}. */
  @Override
  public void send(SessionInput input) {
    try {
      connection.sendFrame(SessionFrames.of(input));
    } catch (IOException e) {
      connection.close();
    }
  }

  @Override
  public SessionOutput receive() {
    try {
      return SessionFrames.output(connection.receiveFrame(SessionFrames.LONGEST));
    } catch (IOException e) {
      throw link.unreachable(e);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
