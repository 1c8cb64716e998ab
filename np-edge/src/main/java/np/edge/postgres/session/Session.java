package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import np.edge.http.Unawaited;
import np.edge.postgres.database.Database;
import np.edge.postgres.database.Occupant;
import np.edge.postgres.metric.GatewayMetrics.Event;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.wire.Conversation;
import np.edge.postgres.wire.PostgresError;
import np.edge.postgres.wire.ServerMessages;
import np.model.DatabaseSocket;
import np.model.ScramVerifier;
import org.jspecify.annotations.Nullable;

/**
 * The session of a client that has proved who it is: has its database woken, opens a session there
 * and then carries bytes both ways. All of it happens on one event loop.
 */
final class Session extends ChannelInboundHandlerAdapter
    implements Occupant, CancelKeys.Cancellable, Arrival.Host {
  private static final long CUT_MILLIS = 500;

  private final Client client;
  private final Channel channel;
  private final Database database;
  private final Wish wish;
  private final ScramVerifier verifier;
  private final CancelKey key;
  private final Conversation talk = new Conversation();
  private final Held held = new Held();
  private final AtomicBoolean idle = new AtomicBoolean();
  private @Nullable Channel backend;
  private @Nullable CancelKey backendKey;
  private @Nullable DatabaseSocket socket;
  private @Nullable PostgresError cutting;
  private boolean over;
  private long bytesIn;
  private long bytesOut;

  Session(Client client, Database database, Wish wish, ScramVerifier verifier) {
    this.client = client;
    this.channel = client.channel();
    this.database = database;
    this.wish = wish;
    this.verifier = verifier;
    this.key = client.loop().keys().issue(wish.version(), this);
  }

  /** Goes to the database; the client knows already that it may. */
  void begin() {
    channel.closeFuture().addListener(_ -> end());
    client.expect(client.gate().limits().wake(), Arrival.tooLate(client.loop()));
    new Arrival(client.loop(), database, wish.parameters(), this).begin();
  }

  @Override
  public boolean isWanted() {
    return !over && !client.isLeaving();
  }

  /** The session in the instance is open. */
  @Override
  public void arrived(BackendOpening opening, BackendGreeting greeting, DatabaseSocket at) {
    Channel opened = opening.channel();
    client.clearDeadline();
    backend = opened;
    backendKey = greeting.key();
    socket = at;
    ByteBuf out = channel.alloc().directBuffer();
    ServerMessages.authenticated(out);
    out.writeBytes(greeting.messages());
    greeting.messages().release();
    ServerMessages.backendKey(out, key.process(), key.secret());
    ServerMessages.ready(out, (byte) 'I');
    Unawaited.send(channel, out);
    opened.pipeline().replace(opening, null, new BackendPump(this));
    held.drain(this::toServer);
    opened.flush();
    channel.config().setAutoRead(true);
    idle.lazySet(talk.isIdle());
  }

  @Override
  public void refused(ByteBuf error) {
    client.leave(error);
  }

  @Override
  public void failed(PostgresError why) {
    client.refuse(why);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (backend == null) {
      held.add(in);
      if (held.isFull()) {
        channel.config().setAutoRead(false);
      }
    } else {
      toServer(in);
    }
  }

  private void toServer(ByteBuf in) {
    Channel to = backend;
    if (to == null || cutting != null) {
      in.release();
    } else if (talk.client(in)) {
      bytesIn += in.readableBytes();
      idle.lazySet(false);
      var _ = to.write(in, to.voidPromise());
    } else {
      in.release();
      client.refuse(Refusals.malformed());
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    Channel to = backend;
    if (to != null) {
      touch();
      to.flush();
      if (!to.isWritable()) {
        channel.config().setAutoRead(false);
      }
    }
  }

  private void touch() {
    database.touch(System.nanoTime());
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (backend != null) {
      backend.config().setAutoRead(channel.isWritable());
    }
  }

  void fromServer(ByteBuf in) {
    if (cutting != null && backend != null) {
      interrupt(in);
    } else if (over || client.isLeaving()) {
      in.release();
    } else if (talk.server(in)) {
      bytesOut += in.readableBytes();
      var _ = channel.write(in, channel.voidPromise());
    } else {
      in.release();
      client.refuse(Refusals.badAnswer());
    }
  }

  /** Passes on what ends in {@code in}, and then says why there is no more. */
  private void interrupt(ByteBuf in) {
    if (!talk.server(in)) {
      in.release();
      Unawaited.close(channel);
      return;
    }
    int end = talk.lastEnd();
    if (end >= 0) {
      var _ = channel.write(in.writerIndex(end), channel.voidPromise());
      finishCut();
    } else {
      var _ = channel.write(in, channel.voidPromise());
    }
  }

  void serverPaused() {
    channel.flush();
    touch();
    idle.lazySet(talk.isIdle());
    if (!channel.isWritable() && backend != null) {
      backend.config().setAutoRead(false);
    }
    if (talk.takeRolesChanged()) {
      client.gate().databases().refreshLogins(database);
    }
  }

  void serverWritable(boolean writable) {
    if (backend != null) {
      channel.config().setAutoRead(writable);
    }
  }

  void serverGone() {
    backend = null;
    if (!over && !client.isLeaving()) {
      client.leave(Unpooled.EMPTY_BUFFER);
    }
  }

  @Override
  public String role() {
    return wish.destination().role();
  }

  @Override
  public ScramVerifier verifier() {
    return verifier;
  }

  @Override
  public boolean isIdle() {
    return idle.get();
  }

  @Override
  public void rest() {
    client.loop().loop().execute(this::restNow);
  }

  private void restNow() {
    if (backend != null && talk.isIdle()) {
      cutNow(Refusals.idle());
    }
  }

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
    if (backend == null || talk.mayInterrupt()) {
      finishCut();
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

  private void finishCut() {
    PostgresError why = cutting;
    if (why != null) {
      client.farewell(why);
      leaveBackend();
    }
  }

  /** Ends the session in the instance, and what it is doing there. */
  private void leaveBackend() {
    Channel left = backend;
    if (left != null) {
      if (!talk.isIdle()) {
        cancelNow(() -> {});
      }
      backend = null;
      Unawaited.close(left);
    }
  }

  @Override
  public void cancel(Runnable done) {
    client.loop().loop().execute(() -> cancelNow(done));
  }

  private void cancelNow(Runnable done) {
    DatabaseSocket at = socket;
    CancelKey theirs = backendKey;
    if (at == null || theirs == null || backend == null) {
      done.run();
      return;
    }
    client
        .loop()
        .connect(at, new CancelCall(theirs))
        .channel()
        .closeFuture()
        .addListener(_ -> done.run());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Stop.ALL || (event == Stop.IDLE && (backend == null || talk.isIdle()))) {
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
    database.leave(this);
    client.gate().metrics().bytes(bytesIn, bytesOut);
    Channel left = backend;
    if (left != null) {
      backend = null;
      Unawaited.close(left);
    }
  }
}
