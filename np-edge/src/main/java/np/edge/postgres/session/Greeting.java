package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import np.edge.http.Unawaited;
import np.edge.postgres.metric.GatewayMetrics.Encryption;
import np.edge.postgres.metric.GatewayMetrics.Event;
import np.edge.postgres.route.Destination;
import np.edge.postgres.route.Refusals;
import np.edge.postgres.wire.FirstPacket;
import np.edge.postgres.wire.FirstPacketReader;
import np.edge.postgres.wire.PostgresError;
import np.edge.postgres.wire.RefusedException;
import np.edge.postgres.wire.StartupMessage;
import np.edge.postgres.wire.StartupOptions;

/**
 * Reads what a client begins with, before TLS and once more in it. Each kind of encryption may be
 * asked for once, before TLS only, and with nothing behind it: whatever comes in clear before TLS
 * could be somebody else's.
 */
final class Greeting extends ByteToMessageDecoder {
  private final Client client;
  private boolean begun;
  private boolean gssAsked;

  Greeting(Client client) {
    this.client = client;
    this.begun = client.isSecure();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (!begun) {
      begun = true;
      client.expect(client.gate().limits().startup(), Refusals.tooSlow("startup packet"));
      if (FirstPacketReader.isTls(in.getByte(in.readerIndex()))) {
        client.securing();
        ctx.pipeline().replace(this, null, new TlsStart(client, Encryption.DIRECT));
        return;
      }
    }
    try {
      FirstPacket packet = FirstPacketReader.read(in);
      if (packet != null) {
        take(ctx, packet, in);
      }
    } catch (RefusedException e) {
      in.skipBytes(in.readableBytes());
      client.refuse(e.error());
    }
  }

  private void take(ChannelHandlerContext ctx, FirstPacket packet, ByteBuf rest)
      throws RefusedException {
    switch (packet) {
      case FirstPacket.TlsRequest _ -> startTls(ctx, rest);
      case FirstPacket.GssRequest _ -> declineGss(ctx, rest);
      case FirstPacket.Cancel cancel -> {
        rest.skipBytes(rest.readableBytes());
        cancel(cancel);
      }
      case FirstPacket.Startup startup -> login(ctx, startup.message());
    }
  }

  private void startTls(ChannelHandlerContext ctx, ByteBuf rest) throws RefusedException {
    if (client.isSecure()) {
      throw new RefusedException(Refusals.earlier("TLS"));
    }
    if (rest.isReadable()) {
      rest.skipBytes(rest.readableBytes());
      Unawaited.close(ctx);
      return;
    }
    client.securing();
    Unawaited.send(ctx, answer(ctx, 'S'));
    ctx.pipeline().replace(this, null, new TlsStart(client, Encryption.NEGOTIATED));
  }

  private void declineGss(ChannelHandlerContext ctx, ByteBuf rest) throws RefusedException {
    if (client.isSecure() || gssAsked) {
      throw new RefusedException(Refusals.earlier("GSSAPI encryption"));
    }
    gssAsked = true;
    if (rest.isReadable()) {
      rest.skipBytes(rest.readableBytes());
      Unawaited.close(ctx);
      return;
    }
    Unawaited.send(ctx, answer(ctx, 'N'));
  }

  private static ByteBuf answer(ChannelHandlerContext ctx, char letter) {
    return ctx.alloc().directBuffer(1).writeByte(letter);
  }

  private void cancel(FirstPacket.Cancel cancel) {
    client.gate().metrics().count(Event.CANCEL);
    CancelKeys.Cancellable session =
        client.mayCancel() ? client.loop().keys().find(cancel.process(), cancel.secret()) : null;
    if (session == null) {
      client.gate().metrics().count(Event.CANCEL_UNKNOWN);
      client.leave(Unpooled.EMPTY_BUFFER);
    } else {
      session.cancel(() -> Unawaited.close(client.channel()));
    }
  }

  private void login(ChannelHandlerContext ctx, StartupMessage message) throws RefusedException {
    PostgresError refusal = client.refusal();
    if (refusal != null) {
      throw new RefusedException(refusal);
    }
    if (!client.isSecure() && !client.address().isLoopbackAddress()) {
      throw new RefusedException(Refusals.tlsNeeded());
    }
    StartupOptions options = StartupOptions.parse(message.parameter("options"));
    Destination destination = client.gate().rules().destination(client.sni(), message, options);
    client.gate().metrics().routed(destination.kind(), client.encryption());
    Login login = new Login(client, message, Wish.of(destination, message, options));
    ctx.pipeline().replace(this, null, login);
    login.begin();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Unawaited.close(ctx);
  }
}
