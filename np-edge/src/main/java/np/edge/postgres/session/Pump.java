package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicBoolean;
import np.edge.http.Unawaited;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.wire.Conversation;
import org.jspecify.annotations.Nullable;

/**
 * Carries the bytes of a session both ways, as they are: what comes in one read goes out in one
 * write, and nobody is read from whose bytes the other one does not take.
 */
final class Pump {
  private final Client client;
  private final Channel channel;
  private final Events events;
  private final Conversation talk = new Conversation();
  private final Held held = new Held();
  private final AtomicBoolean idle = new AtomicBoolean();
  private @Nullable Channel backend;
  private @Nullable Interruption interruption;
  private long bytesIn;
  private long bytesOut;

  /** What the session is told, on the event loop. */
  interface Events {
    /** Something was done for the client. */
    void worked();

    /** The client has changed roles of its database, for good. */
    void rolesChanged();

    /** The client has sent something while there is nobody to hand it to. */
    void waiting(Held said);

    /** The instance has ended the session. */
    void serverGone();
  }

  /** What is done as soon as no message is cut through. */
  private record Interruption(Runnable then) {}

  Pump(Client client, Events events) {
    this.client = client;
    this.channel = client.channel();
    this.events = events;
  }

  Client client() {
    return client;
  }

  Conversation talk() {
    return talk;
  }

  /** The connection to the instance; null while there is none. */
  @Nullable Channel backend() {
    return backend;
  }

  /** What the client has sent that was not handed on. */
  Held held() {
    return held;
  }

  /** Whether nothing is under way; for any thread. */
  boolean isIdle() {
    return idle.get();
  }

  /** Carries to and from this connection from now on, whose last handler it takes the place of. */
  void attach(Channel to) {
    backend = to;
    to.pipeline().replace(to.pipeline().last(), null, new ServerSide());
    held.drain(this::toServer);
    to.flush();
    channel.config().setAutoRead(to.isWritable());
    to.config().setAutoRead(channel.isWritable());
    idle.lazySet(talk.isIdle());
  }

  /** Holds what the client sends from now on. */
  @Nullable Channel detach() {
    Channel left = backend;
    backend = null;
    return left;
  }

  void fromClient(ByteBuf in) {
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
    if (to == null || interruption != null) {
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

  void clientPaused() {
    Channel to = backend;
    if (to == null) {
      events.waiting(held);
      return;
    }
    to.flush();
    if (!to.isWritable()) {
      channel.config().setAutoRead(false);
    }
  }

  void clientWritable() {
    if (backend != null) {
      backend.config().setAutoRead(channel.isWritable());
    }
  }

  private void fromServer(ByteBuf in) {
    if (client.isLeaving()) {
      in.release();
    } else if (!talk.server(in)) {
      in.release();
      client.refuse(Refusals.badAnswer());
    } else if (interruption != null) {
      interrupt(in, interruption);
    } else {
      bytesOut += in.readableBytes();
      var _ = channel.write(in, channel.voidPromise());
    }
  }

  private void interrupt(ByteBuf in, Interruption wanted) {
    int end = talk.lastEnd();
    if (end >= 0) {
      var _ = channel.write(in.writerIndex(end), channel.voidPromise());
      wanted.then.run();
    } else {
      var _ = channel.write(in, channel.voidPromise());
    }
  }

  private void serverPaused() {
    channel.flush();
    if (talk.takeWorked()) {
      events.worked();
    }
    idle.lazySet(talk.isIdle());
    if (!channel.isWritable() && backend != null) {
      backend.config().setAutoRead(false);
    }
    if (talk.takeRolesChanged()) {
      events.rolesChanged();
    }
  }

  /** Does something as soon as what the server sends is between two messages; at once if it is. */
  void interrupt(Runnable then) {
    if (backend == null || talk.mayInterrupt()) {
      then.run();
    } else {
      interruption = new Interruption(then);
    }
  }

  /** The client's connection is closed. */
  void end() {
    held.discard();
    client.gate().metrics().bytes(bytesIn, bytesOut);
  }

  /** The instance's end of the session. */
  private final class ServerSide extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      fromServer((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      serverPaused();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      if (backend != null) {
        channel.config().setAutoRead(ctx.channel().isWritable());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      if (ctx.channel().equals(backend)) {
        events.serverGone();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      Unawaited.close(ctx);
    }
  }
}
