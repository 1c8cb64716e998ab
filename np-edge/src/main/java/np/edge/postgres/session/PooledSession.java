package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import np.edge.http.Unawaited;
import np.edge.postgres.database.Database;
import np.edge.postgres.database.Occupant;
import np.edge.postgres.limit.GatewayLimits;
import np.edge.postgres.metric.GatewayMetrics.Event;
import np.edge.postgres.pool.Script;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.sleep.Ping;
import np.edge.postgres.wire.PostgresError;
import np.edge.postgres.wire.ServerMessages;
import np.model.ScramVerifier;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a session at a pooled address: it is lent a session in the instance for each
 * transaction.
 */
final class PooledSession extends ChannelInboundHandlerAdapter
    implements Occupant, CancelKeys.Cancellable, Loan.Events {
  private static final long CUT_MILLIS = 500;
  private static final String APPLICATION_NAME = "application_name";

  private final Client client;
  private final Channel channel;
  private final Database database;
  private final Wish wish;
  private final ScramVerifier verifier;
  private final CancelKey key;
  private final LendingPool pool;
  private final Loan loan;
  private final Held held = new Held();
  private final AtomicBoolean idle = new AtomicBoolean(true);
  private State state = State.ARRIVING;
  private @Nullable PostgresError cutting;
  private boolean over;

  private enum State {
    /** It waits to be told what an instance says at the beginning. */
    ARRIVING,
    /** It has no session and needs none. */
    AWAY,
    /** It waits for a session, or has one. */
    BORROWING
  }

  PooledSession(Client client, Database database, Wish wish, ScramVerifier verifier) {
    this.client = client;
    this.channel = client.channel();
    this.database = database;
    this.wish = wish;
    this.verifier = verifier;
    this.key = client.loop().keys().issue(wish.version(), this);
    Map<String, String> parameters = new LinkedHashMap<>(wish.parameters());
    String application = parameters.remove(APPLICATION_NAME);
    this.pool = client.loop().pool(new LendingPool.Key(database, parameters));
    this.loan = new Loan(channel, pool, script(application), this);
    pool.join();
    channel.closeFuture().addListener(_ -> end());
  }

  /** Programs differ by their names only: that shall not keep them from sharing. */
  private static Script script(@Nullable String application) {
    return application == null
        ? Script.EMPTY
        : Script.EMPTY.with(
            "SET application_name TO E'"
                + application.replace("\\", "\\\\").replace("'", "''")
                + "'");
  }

  /** Goes to the database; the client knows already that it may. */
  void begin() {
    byte[] greeting = pool.greeting();
    if (greeting == null) {
      GatewayLimits limits = client.gate().limits();
      if (database.leases().isLending()) {
        client.expect(limits.lending(), Refusals.noneToLend());
      } else {
        client.expect(limits.wake(), Arrival.tooLate(client.loop()));
      }
      pool.want(this);
    } else {
      greet(greeting);
      state = State.AWAY;
    }
  }

  private void greet(byte[] messages) {
    ByteBuf out = channel.alloc().directBuffer();
    ServerMessages.authenticated(out);
    out.writeBytes(messages);
    ServerMessages.backendKey(out, key.process(), key.secret());
    ServerMessages.ready(out, (byte) 'I');
    Unawaited.send(channel, out);
  }

  /** A session is there. */
  void lend(Lent session) {
    client.clearDeadline();
    byte[] greeting = pool.greeting();
    if (!over && !client.isLeaving() && state == State.ARRIVING && greeting != null) {
      greet(greeting);
      state = held.isEmpty() ? State.AWAY : State.BORROWING;
    }
    if (over || client.isLeaving() || state == State.AWAY) {
      pool.giveBack(session);
    } else {
      state = State.BORROWING;
      loan.begin(session);
    }
  }

  @Override
  public void ready() {
    held.drain(this::toServer);
    loan.flush();
    loan.clientWritable();
    closeIfEnded();
  }

  private void closeIfEnded() {
    if (loan.isEnded()) {
      Unawaited.close(channel);
    }
  }

  /** The instance does not want a session. */
  void refused(ByteBuf error) {
    client.leave(error);
  }

  /** The instance cannot be reached, or the client not be served. */
  @Override
  public void failed(PostgresError why) {
    client.refuse(why);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (loan.isReady()) {
      toServer(in);
    } else {
      held.add(in);
      if (held.isFull()) {
        channel.config().setAutoRead(false);
      }
    }
  }

  private void toServer(ByteBuf in) {
    if (cutting != null) {
      in.release();
    } else {
      idle.lazySet(false);
      loan.send(in);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (state == State.AWAY && !held.isEmpty()) {
      ask();
    } else if (loan.isReady()) {
      loan.flush();
      closeIfEnded();
    }
  }

  /** The client wants something; most of it needs a session. */
  private void ask() {
    ByteBuf in = held.joined(channel.alloc());
    ByteBuf out = channel.alloc().directBuffer();
    Ping.Outcome outcome = new Ping(name -> false).answer(in, out);
    if (outcome == Ping.Outcome.ANSWERED) {
      Unawaited.send(channel, out);
    } else {
      out.release();
    }
    boolean goodbye = in.isReadable() && in.getByte(in.readerIndex()) == 'X';
    held.putBack(in);
    if (goodbye) {
      Unawaited.close(channel);
    } else if (outcome == Ping.Outcome.OTHER) {
      state = State.BORROWING;
      idle.lazySet(false);
      client.expect(client.gate().limits().lending(), Refusals.noneToLend());
      pool.want(this);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    loan.clientWritable();
  }

  @Override
  public boolean isDeaf() {
    return client.isLeaving();
  }

  @Override
  public void paused() {
    PostgresError why = cutting;
    if (why != null && mayInterrupt()) {
      finishCut(why);
    } else if (held.isEmpty() && loan.isDone()) {
      database.touch(System.nanoTime());
      state = State.AWAY;
      idle.lazySet(true);
      loan.giveBack();
      channel.config().setAutoRead(true);
    }
  }

  private boolean mayInterrupt() {
    Lent session = loan.session();
    return session == null || session.stream().mayInterrupt();
  }

  @Override
  public void gone() {
    if (!over && !client.isLeaving()) {
      client.leave(Unpooled.EMPTY_BUFFER);
    }
  }

  @Override
  public String role() {
    return wish.destination().role();
  }

  @Override
  public Kind kind() {
    return Kind.LENT_SESSION;
  }

  @Override
  public ScramVerifier verifier() {
    return verifier;
  }

  @Override
  public boolean isIdle() {
    return idle.get();
  }

  /** It has no session that could be let go. */
  @Override
  public void rest() {}

  @Override
  public void cut(PostgresError why) {
    client.loop().loop().execute(() -> cutNow(why));
  }

  private void cutNow(PostgresError why) {
    if (over || client.isLeaving() || cutting != null) {
      return;
    }
    client.gate().metrics().count(Event.CUT);
    cutting = why;
    if (mayInterrupt()) {
      finishCut(why);
    } else {
      var _ = client.loop().loop().schedule(this::giveUp, CUT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** The client does not read: it will not learn why. */
  private void giveUp() {
    if (!client.isLeaving()) {
      Unawaited.close(channel);
    }
  }

  private void finishCut(PostgresError why) {
    client.farewell(why);
    Lent session = loan.session();
    if (session != null && !session.isFree()) {
      session.cancel(client.loop(), () -> {});
    }
    loan.drop();
  }

  @Override
  public void cancel(Runnable done) {
    client.loop().loop().execute(() -> cancelNow(done));
  }

  private void cancelNow(Runnable done) {
    Lent session = loan.session();
    if (session == null || !loan.isReady()) {
      done.run();
    } else {
      session.cancel(client.loop(), done);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Stop.ALL || (event == Stop.IDLE && idle.get())) {
      cutNow(Refusals.stopping());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Unawaited.close(ctx);
  }

  /** The client's connection is closed. */
  private void end() {
    over = true;
    client.loop().keys().withdraw(key);
    held.discard();
    loan.end();
    pool.leave(this);
    database.leave(this);
    client.gate().metrics().bytes(loan.bytesIn(), loan.bytesOut());
  }
}
