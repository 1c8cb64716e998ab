package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import np.edge.http.Unawaited;
import np.edge.postgres.database.Database;
import np.edge.postgres.database.Lease;
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

  /** Lent sessions that nobody has are being closed to make room. */
  private static final String TOO_MANY = "53300";

  private static final long RETRY_MILLIS = 25;

  private final GatewayLoop loop;
  private final Database database;
  private final Map<String, String> parameters;
  private final Host host;
  private Lease lease = Lease.NONE;
  private @Nullable PostgresError whenUnreachable;
  private DatabaseSocket socket = new DatabaseSocket("");

  /** Who wants to arrive. One of the other methods is called, once. */
  interface Host {
    /** Whether the session is still wanted. */
    boolean isWanted();

    /** It was not wanted any more. */
    default void unwanted() {}

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

  /** Sets out. Gives the lease back when the session is closed, or there never was one. */
  void begin(Lease taken) {
    lease = taken;
    DatabaseSocket last = database.lastSocket();
    if (taken.isBesideOthers() && last != null) {
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
      giveUp();
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
      host.unwanted();
    }
  }

  private void giveUp() {
    lease.release();
    host.unwanted();
  }

  private void left() {
    loop.gate().metrics().sessions(-1);
    lease.release();
  }

  @Override
  public void refused(ByteBuf error, String state) {
    boolean passes =
        TRANSIENT.contains(state) || (state.equals(TOO_MANY) && database.leases().isLending());
    if (passes && whenUnreachable == null) {
      error.release();
      failed();
    } else if (host.isWanted()) {
      lease.release();
      host.refused(error);
    } else {
      error.release();
      giveUp();
    }
  }

  /** The instance was not there, or not any more. */
  @Override
  public void failed() {
    PostgresError why = whenUnreachable;
    if (!host.isWanted()) {
      giveUp();
    } else if (why != null) {
      lease.release();
      host.failed(why);
    } else {
      var _ = loop.loop().schedule(this::again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void again() {
    if (host.isWanted()) {
      loop.gate().waker().wake(database, this);
    } else {
      giveUp();
    }
  }

  /** What a client is told that has waited too long. */
  static PostgresError tooLate(GatewayLoop loop) {
    return Refusals.notReady(loop.gate().limits().wake());
  }
}
