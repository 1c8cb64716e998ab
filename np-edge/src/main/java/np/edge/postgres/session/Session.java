package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import np.edge.http.Unawaited;
import np.edge.postgres.database.Database;
import np.edge.postgres.database.Occupant;
import np.edge.postgres.metric.GatewayMetrics.Event;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.wire.PostgresError;
import np.edge.postgres.wire.ServerMessages;
import np.model.DatabaseSocket;
import np.model.ScramVerifier;
import org.jspecify.annotations.Nullable;

/**
 * The session of a client that has proved who it is: has its database woken, opens a session there
 * and then carries bytes both ways. When nobody needs the database, it lets the session there go
 * and makes it again for the client's next byte. All of it happens on one event loop.
 */
final class Session extends ChannelInboundHandlerAdapter
    implements Occupant, CancelKeys.Cancellable, Arrival.Host, Pump.Events, Sleep.Host {
  private static final long CUT_MILLIS = 500;

  private final Client client;
  private final Channel channel;
  private final Database database;
  private final Wish wish;
  private final ScramVerifier verifier;
  private final CancelKey key;
  private final Pump pump;
  private final Sleep sleep;
  private @Nullable CancelKey backendKey;
  private @Nullable DatabaseSocket socket;
  private boolean greeted;
  private boolean cutting;
  private boolean over;

  Session(Client client, Database database, Wish wish, ScramVerifier verifier) {
    this.client = client;
    this.channel = client.channel();
    this.database = database;
    this.wish = wish;
    this.verifier = verifier;
    this.key = client.loop().keys().issue(wish.version(), this);
    this.pump = new Pump(client, this);
    this.sleep = new Sleep(pump, wish.destination().role(), this);
    channel.closeFuture().addListener(_ -> end());
  }

  /** Goes to the database; the client knows already that it may. */
  void begin() {
    arrive();
  }

  private void arrive() {
    client.expect(client.gate().limits().wake(), Arrival.tooLate(client.loop()));
    new Arrival(client.loop(), database, wish.parameters(), this).begin(database.lease());
  }

  @Override
  public boolean isWanted() {
    return !over && !client.isLeaving();
  }

  /** The session in the instance is open; for a client that was here before, once more. */
  @Override
  public void arrived(BackendOpening opening, BackendGreeting greeting, DatabaseSocket at) {
    client.clearDeadline();
    backendKey = greeting.key();
    socket = at;
    if (greeted) {
      sleep.restore(opening.channel(), greeting.messages());
      return;
    }
    greeted = true;
    ByteBuf out = channel.alloc().directBuffer();
    ServerMessages.authenticated(out);
    sleep.greeted(greeting.messages());
    out.writeBytes(greeting.messages());
    greeting.messages().release();
    ServerMessages.backendKey(out, key.process(), key.secret());
    ServerMessages.ready(out, (byte) 'I');
    Unawaited.send(channel, out);
    pump.attach(opening.channel());
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
    pump.fromClient((ByteBuf) message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    pump.clientPaused();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    pump.clientWritable();
  }

  @Override
  public void worked() {
    database.touch(System.nanoTime());
  }

  @Override
  public void rolesChanged() {
    client.gate().databases().refreshLogins(database);
  }

  @Override
  public void waiting(Held said) {
    sleep.hear(said);
  }

  /** The client of a sleeping session wants something. */
  @Override
  public void wake() {
    client.gate().metrics().count(Event.RESUMED);
    client.gate().metrics().asleep(-1);
    arrive();
  }

  @Override
  public void asleep() {
    client.gate().metrics().count(Event.HIBERNATED);
    client.gate().metrics().asleep(1);
  }

  @Override
  public void stayedAwake() {
    client.gate().metrics().count(Event.KEPT_AWAKE);
  }

  /** It cannot be made what it was. */
  @Override
  public void lost() {
    client.refuse(Refusals.lost());
  }

  @Override
  public void serverGone() {
    pump.detach();
    if (isWanted()) {
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
  public Kind kind() {
    return Kind.OWN_SESSION;
  }

  @Override
  public boolean isIdle() {
    return pump.isIdle();
  }

  @Override
  public void rest() {
    client.loop().loop().execute(this::restNow);
  }

  private void restNow() {
    if (isWanted() && !cutting && !wish.isReplication()) {
      sleep.begin();
    }
  }

  @Override
  public void cut(PostgresError why) {
    client.loop().loop().execute(() -> cutNow(why));
  }

  private void cutNow(PostgresError why) {
    if (isWanted() && !cutting) {
      cutting = true;
      client.gate().metrics().count(Event.CUT);
      pump.interrupt(() -> finishCut(why));
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
    if (!pump.talk().isIdle()) {
      cancelNow(() -> {});
    }
    leaveBackend();
  }

  private void leaveBackend() {
    Channel left = pump.detach();
    if (left != null) {
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
    if (at == null || theirs == null || pump.backend() == null) {
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
    if (event == Stop.ALL || (event == Stop.IDLE && pump.isIdle())) {
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
    if (sleep.isAsleep()) {
      client.gate().metrics().asleep(-1);
    }
    sleep.end();
    leaveBackend();
    pump.end();
    database.leave(this);
  }
}
