package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import np.edge.http.Unawaited;
import np.edge.postgres.database.Database;
import np.edge.postgres.database.Waker;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.wire.PostgresError;
import np.model.DatabaseSocket;
import org.jspecify.annotations.Nullable;

/**
 * The way of a session into its instance: wakes it unless others are in it, connects, opens the
 * session, and begins again when the instance was just stopping. Runs on one event loop, until the
 * host does not want it any more.
 */
final class Arrival implements Waker.Waiter, BackendOpening.Owner {
  private static final Set<String> TRANSIENT = Set.of("57P01", "57P03");
  private static final long RETRY_MILLIS = 25;

  private final GatewayLoop loop;
  private final Database database;
  private final Map<String, String> parameters;
  private final Host host;
  private @Nullable PostgresError whenUnreachable;
  private DatabaseSocket socket = new DatabaseSocket("");

  /** Who wants to arrive. Of the last three methods one is called, once, while it is wanted. */
  interface Host {
    /** Whether the session is still wanted. */
    boolean isWanted();

    /** It is open; closing its channel is all that is needed to give it back. */
    void arrived(BackendOpening opening, BackendGreeting greeting, DatabaseSocket at);

    /** The instance does not want it, and says so in a message that the host releases. */
    void refused(ByteBuf error);

    /** The instance cannot be reached. */
    void failed(PostgresError why);
  }

  Arrival(GatewayLoop loop, Database database, Map<String, String> parameters, Host host) {
    this.loop = loop;
    this.database = database;
    this.parameters = parameters;
    this.host = host;
  }

  void begin() {
    boolean running = database.lease();
    DatabaseSocket last = database.lastSocket();
    if (running && last != null) {
      connect(last);
    } else {
      loop.gate().waker().wake(database, this);
    }
  }

  @Override
  public void woken(DatabaseSocket at) {
    loop.loop().execute(() -> connect(at));
  }

  @Override
  public void failed(PostgresError why, @Nullable DatabaseSocket last) {
    loop.loop()
        .execute(
            () -> {
              whenUnreachable = why;
              if (last == null) {
                failed();
              } else {
                connect(last);
              }
            });
  }

  private void connect(DatabaseSocket at) {
    if (!host.isWanted()) {
      database.release();
      return;
    }
    socket = at;
    BackendOpening opening = new BackendOpening(parameters, this);
    ChannelFuture connecting = loop.connect(at, opening);
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            opening.fail();
          }
        });
  }

  @Override
  public void opened(BackendOpening opening, BackendGreeting greeting) {
    Channel channel = opening.channel();
    channel.closeFuture().addListener(_ -> left());
    loop.gate().metrics().sessions(1);
    if (host.isWanted()) {
      host.arrived(opening, greeting, socket);
    } else {
      greeting.messages().release();
      Unawaited.close(channel);
    }
  }

  private void left() {
    loop.gate().metrics().sessions(-1);
    database.release();
  }

  @Override
  public void refused(ByteBuf error, String state) {
    if (TRANSIENT.contains(state) && whenUnreachable == null) {
      error.release();
      failed();
    } else if (host.isWanted()) {
      database.release();
      host.refused(error);
    } else {
      error.release();
      database.release();
    }
  }

  /** The instance was not there, or not any more. */
  @Override
  public void failed() {
    PostgresError why = whenUnreachable;
    if (!host.isWanted()) {
      database.release();
    } else if (why != null) {
      database.release();
      host.failed(why);
    } else {
      var _ = loop.loop().schedule(this::again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void again() {
    if (host.isWanted()) {
      loop.gate().waker().wake(database, this);
    } else {
      database.release();
    }
  }

  /** What a client is told that has waited too long. */
  static PostgresError tooLate(GatewayLoop loop) {
    return Refusals.notReady(loop.gate().limits().wake());
  }
}
