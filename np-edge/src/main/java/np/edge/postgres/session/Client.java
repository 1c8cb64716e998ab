package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import np.edge.http.Deadline;
import np.edge.http.Unawaited;
import np.edge.postgres.limit.Visitor;
import np.edge.postgres.metric.GatewayMetrics.Encryption;
import np.edge.postgres.metric.GatewayMetrics.Event;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.wire.PostgresError;
import np.edge.postgres.wire.ServerMessages;
import org.jspecify.annotations.Nullable;

/** The connection of a client, and the deadline of the phase that it is in. */
final class Client extends Deadline {
  private final GatewayLoop loop;
  private final Channel channel;
  private InetAddress address;
  private @Nullable Visitor visitor;
  private Encryption encryption = Encryption.NONE;
  private @Nullable String sni;
  private Optional<byte[]> binding = Optional.empty();
  private @Nullable PostgresError whenLate = Refusals.tooSlow("first byte");
  private @Nullable PostgresError refusal;
  private boolean leaving;

  Client(GatewayLoop loop, Channel channel, InetAddress address) {
    this.loop = loop;
    this.channel = channel;
    this.address = address;
  }

  GatewayLoop loop() {
    return loop;
  }

  Gate gate() {
    return loop.gate();
  }

  Channel channel() {
    return channel;
  }

  InetAddress address() {
    return address;
  }

  /** Whether it may come in from where it really is. */
  boolean enter(InetAddress from) {
    address = from;
    visitor = gate().visitors().enter(from, System.nanoTime());
    return visitor != null;
  }

  /** It will not come in, and is told so when it says what it wants: TLS may come before. */
  void turnAway(PostgresError why) {
    refusal = why;
  }

  /** Why it does not come in; null when it may. */
  @Nullable PostgresError refusal() {
    return refusal;
  }

  /** Whether it may try one more key for cancelling. */
  boolean mayCancel() {
    return visitor != null && visitor.mayCancel(System.nanoTime());
  }

  /** The connection has ended. */
  void left() {
    clearDeadline();
    if (visitor != null) {
      visitor.leave();
    }
  }

  /** TLS begins: a client that is late would not understand why it must go. */
  void securing() {
    whenLate = null;
  }

  /** TLS is up; the deadline stays the same. */
  void secured(Encryption how, @Nullable String name, Optional<byte[]> channelBinding) {
    whenLate = Refusals.tooSlow("startup packet");
    encryption = how;
    sni = name;
    binding = channelBinding;
  }

  Encryption encryption() {
    return encryption;
  }

  boolean isSecure() {
    return encryption != Encryption.NONE;
  }

  /** The name that TLS was asked for, in lower case; null without. */
  @Nullable String sni() {
    return sni;
  }

  /** What ties a proof to this connection; empty when nothing does. */
  Optional<byte[]> binding() {
    return binding;
  }

  /** The next phase has begun: it must be over in time. */
  void expect(Duration within, PostgresError otherwise) {
    whenLate = otherwise;
    loop.deadlines().set(this, within, System.nanoTime());
  }

  void clearDeadline() {
    loop.deadlines().clear(this);
  }

  @Override
  protected void expired() {
    PostgresError why = whenLate;
    if (leaving || why == null) {
      Unawaited.close(channel);
    } else {
      refuse(why);
    }
  }

  /** Whether it was told why it must go. */
  boolean isLeaving() {
    return leaving;
  }

  /** Says why, and ends the connection. */
  void refuse(PostgresError error) {
    gate().metrics().count(Event.REFUSED);
    farewell(error);
  }

  /** Sends an error as the last message of the connection. */
  void farewell(PostgresError error) {
    if (!leaving) {
      ByteBuf out = channel.alloc().directBuffer();
      ServerMessages.error(out, error);
      leave(out);
    }
  }

  /** Sends the last message, and gives the client a moment to read it. */
  void leave(ByteBuf last) {
    leaving = true;
    loop.deadlines().set(this, gate().limits().farewell(), System.nanoTime());
    Farewell.say(channel, last);
  }
}
