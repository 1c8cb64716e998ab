package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
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
import np.edge.postgres.pool.ClientStream;
import np.edge.postgres.pool.ClientTexts;
import np.edge.postgres.pool.Script;
import np.edge.postgres.pool.ServerState;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.sleep.Ping;
import np.edge.postgres.wire.ClientMessages;
import np.edge.postgres.wire.PostgresError;
import np.edge.postgres.wire.RefusedException;
import np.edge.postgres.wire.ServerMessages;
import np.model.ScramVerifier;
import org.jspecify.annotations.Nullable;

/**
 * The session of a client of a pooled address: it is lent a session in the instance for each
 * transaction, with its settings made and its statements prepared.
 */
final class PooledSession extends ChannelInboundHandlerAdapter
    implements Occupant, CancelKeys.Cancellable, ClientStream.Sink, Inquiry.Owner {
  private static final long CUT_MILLIS = 500;
  private static final String APPLICATION_NAME = "application_name";

  private final Client client;
  private final Channel channel;
  private final Database database;
  private final Wish wish;
  private final ScramVerifier verifier;
  private final CancelKey key;
  private final LendingPool pool;
  private final ClientTexts texts;
  private final ClientStream stream;
  private final Held held = new Held();
  private final AtomicBoolean idle = new AtomicBoolean(true);
  private State state = State.ARRIVING;
  private @Nullable Lent lent;
  private @Nullable PostgresError cutting;
  private boolean over;
  private long bytesIn;
  private long bytesOut;

  private enum State {
    /** It waits to be told what an instance says at the beginning. */
    ARRIVING,
    /** It has no session and needs none. */
    AWAY,
    /** It waits for a session. */
    WAITING,
    /** A session is being made fit for it. */
    PREPARING,
    /** It has a session. */
    LENT
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
    this.texts = new ClientTexts(script(application));
    this.stream = new ClientStream(pool.names(), texts);
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
    if (over || client.isLeaving()) {
      pool.giveBack(session);
      return;
    }
    byte[] greeting = pool.greeting();
    if (state == State.ARRIVING && greeting != null) {
      greet(greeting);
      state = State.AWAY;
      if (held.isEmpty()) {
        pool.giveBack(session);
        return;
      }
    }
    lent = session;
    session.borrower(this);
    prepare(session);
  }

  private void prepare(Lent session) {
    Script wanted = texts.script();
    if (session.state().script().equals(wanted)) {
      use(session);
      return;
    }
    state = State.PREPARING;
    ByteBuf out = session.channel().alloc().directBuffer();
    ClientMessages.query(out, wanted.from(session.state().script()));
    session.state().script(wanted);
    session
        .channel()
        .pipeline()
        .replace(session.channel().pipeline().last(), null, new Inquiry(this, 1));
    Unawaited.send(session.channel(), out);
  }

  private void use(Lent session) {
    state = State.LENT;
    held.drain(this::toServer);
    session.channel().flush();
    channel.config().setAutoRead(session.channel().isWritable());
    session.channel().config().setAutoRead(channel.isWritable());
    if (stream.isEnded()) {
      Unawaited.close(channel);
    }
  }

  /** The settings are made. */
  @Override
  public void answered(Inquiry inquiry) {
    Lent session = lent;
    if (session == null) {
      return;
    }
    session.channel().pipeline().replace(inquiry, null, session.handler());
    if (inquiry.failures().isEmpty()) {
      use(session);
    } else {
      leave();
      client.refuse(Refusals.lost());
    }
  }

  @Override
  public void overheard(ByteBuf message) {
    message.release();
  }

  @Override
  public void unanswered() {
    serverGone();
  }

  /** The instance does not want a session. */
  void refused(ByteBuf error) {
    client.leave(error);
  }

  /** The instance cannot be reached. */
  void failed(PostgresError why) {
    client.refuse(why);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (state == State.LENT) {
      toServer(in);
    } else {
      held.add(in);
      if (held.isFull()) {
        channel.config().setAutoRead(false);
      }
    }
  }

  private void toServer(ByteBuf in) {
    if (lent == null || cutting != null || stream.isEnded()) {
      in.release();
      return;
    }
    bytesIn += in.readableBytes();
    idle.lazySet(false);
    try {
      stream.translate(in, this);
    } catch (RefusedException e) {
      client.refuse(e.error());
      leave();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    Lent session = lent;
    if (state == State.AWAY && !held.isEmpty()) {
      ask();
    } else if (state == State.LENT && session != null) {
      session.channel().flush();
      if (!session.channel().isWritable()) {
        channel.config().setAutoRead(false);
      }
      if (stream.isEnded()) {
        Unawaited.close(channel);
      }
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
      state = State.WAITING;
      idle.lazySet(false);
      client.expect(client.gate().limits().lending(), Refusals.noneToLend());
      pool.want(this);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (state == State.LENT && lent != null) {
      lent.channel().config().setAutoRead(channel.isWritable());
    }
  }

  void serverWritable(boolean writable) {
    if (state == State.LENT) {
      channel.config().setAutoRead(writable);
    }
  }

  void fromServer(ByteBuf in) {
    Lent session = lent;
    if (session == null || client.isLeaving()) {
      in.release();
      return;
    }
    bytesOut += in.readableBytes();
    boolean understood = session.stream().translate(in, channel.alloc(), texts, this::toClient);
    if (!understood) {
      leave();
      client.refuse(Refusals.badAnswer());
    }
  }

  private void toClient(ByteBuf out) {
    var _ = channel.write(out, channel.voidPromise());
  }

  void serverPaused() {
    channel.flush();
    Lent session = lent;
    if (session == null) {
      return;
    }
    if (!channel.isWritable()) {
      session.channel().config().setAutoRead(false);
    }
    PostgresError why = cutting;
    if (why != null && session.stream().mayInterrupt()) {
      finishCut(why);
    } else if (isDone(session)) {
      database.touch(System.nanoTime());
      session.state().script(texts.script());
      lent = null;
      state = State.AWAY;
      idle.lazySet(true);
      pool.giveBack(session);
      channel.config().setAutoRead(true);
    }
  }

  private boolean isDone(Lent session) {
    return state == State.LENT
        && session.isFree()
        && stream.isBetweenMessages()
        && held.isEmpty()
        && !texts.isSticky();
  }

  void serverGone() {
    lent = null;
    if (!over && !client.isLeaving()) {
      client.leave(Unpooled.EMPTY_BUFFER);
    }
  }

  /** Gives up the session with whatever is under way in it. */
  private void leave() {
    Lent session = lent;
    lent = null;
    if (session != null) {
      session.borrower(null);
      pool.drop(session);
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
    Lent session = lent;
    if (session == null || session.stream().mayInterrupt()) {
      finishCut(why);
    } else {
      var _ = client.loop().loop().schedule(() -> giveUp(), CUT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void giveUp() {
    if (!client.isLeaving()) {
      Unawaited.close(channel);
    }
  }

  private void finishCut(PostgresError why) {
    client.farewell(why);
    Lent session = lent;
    if (session != null && !session.isFree()) {
      session.cancel(client.loop(), () -> {});
    }
    leave();
  }

  @Override
  public void cancel(Runnable done) {
    client
        .loop()
        .loop()
        .execute(
            () -> {
              Lent session = lent;
              if (session == null || state != State.LENT) {
                done.run();
              } else {
                session.cancel(client.loop(), done);
              }
            });
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
    stream.close();
    Lent session = lent;
    if (session != null && state == State.LENT && isFit(session)) {
      lent = null;
      pool.giveBack(session);
    } else {
      leave();
    }
    pool.leave(this);
    database.leave(this);
    client.gate().metrics().bytes(bytesIn, bytesOut);
  }

  private boolean isFit(Lent session) {
    return session.isFree() && stream.isBetweenMessages() && !texts.isSticky();
  }

  @Override
  public ServerState server() {
    Lent session = lent;
    if (session == null) {
      throw new IllegalStateException("there is no session");
    }
    return session.state();
  }

  @Override
  public void write(ByteBuf bytes) {
    Lent session = lent;
    if (session == null) {
      bytes.release();
    } else {
      var _ = session.channel().write(bytes, session.channel().voidPromise());
    }
  }

  @Override
  public ByteBufAllocator allocator() {
    return channel.alloc();
  }
}
