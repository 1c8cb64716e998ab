package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import np.edge.http.Unawaited;
import np.edge.postgres.metric.GatewayMetrics.Encryption;
import np.edge.postgres.metric.GatewayMetrics.Event;
import np.edge.postgres.scram.ChannelBinding;
import np.edge.postgres.wire.ClientHello;
import org.jspecify.annotations.Nullable;

/** Reads the ClientHello, looks for the certificate of its name and starts TLS with it. */
final class TlsStart extends SslClientHelloHandler<@Nullable SslContext> {
  private static final String PROTOCOL = "postgresql";
  private static final int MAX_CLIENT_HELLO = 64 * 1024;

  /** Fatal alerts (RFC 8446 section 6, RFC 7301 section 3.2) as records of their own. */
  private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

  private static final byte[] NO_APPLICATION_PROTOCOL = {21, 3, 3, 0, 2, 2, 120};

  private final Client client;
  private final Encryption encryption;
  private @Nullable String sni;
  private byte[] alert = UNRECOGNIZED_NAME;

  TlsStart(Client client, Encryption encryption) {
    super(MAX_CLIENT_HELLO);
    this.client = client;
    this.encryption = encryption;
  }

  @Override
  protected Future<@Nullable SslContext> lookup(
      ChannelHandlerContext ctx, @Nullable ByteBuf clientHello) {
    ClientHello hello = clientHello == null ? null : read(clientHello);
    if (hello == null) {
      return ctx.executor().newSucceededFuture(null);
    }
    if (!hello.protocols().isEmpty() && !hello.protocols().contains(PROTOCOL)) {
      alert = NO_APPLICATION_PROTOCOL;
      return ctx.executor().newSucceededFuture(null);
    }
    sni = hello.host().orElse(null);
    return client.gate().certificates().find(sni, ctx.executor());
  }

  private static @Nullable ClientHello read(ByteBuf message) {
    try {
      return ClientHello.read(message);
    } catch (IndexOutOfBoundsException e) {
      return null;
    }
  }

  @Override
  protected void onLookupComplete(ChannelHandlerContext ctx, Future<@Nullable SslContext> future) {
    SslContext found = future.isSuccess() ? future.getNow() : null;
    if (found == null) {
      refuse(ctx);
      return;
    } else if (!ctx.channel().isActive() || client.isLeaving()) {
      return;
    }
    SslHandler tls = found.newHandler(ctx.alloc());
    tls.setHandshakeTimeoutMillis(0); // the client's own deadline counts
    ctx.pipeline().addAfter(ctx.name(), null, new Await(tls.engine()));
    ctx.pipeline().replace(this, null, tls);
  }

  /** Says why, so that a client does not take it for a broken network. */
  private void refuse(ChannelHandlerContext ctx) {
    client.gate().metrics().count(Event.REFUSED);
    ctx.writeAndFlush(Unpooled.wrappedBuffer(alert)).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Unawaited.close(ctx);
  }

  /** Waits for the end of the handshake. */
  private final class Await extends ChannelInboundHandlerAdapter {
    private final SSLEngine engine;

    Await(SSLEngine engine) {
      this.engine = engine;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslHandshakeCompletionEvent done) {
        if (done.isSuccess()) {
          client.secured(encryption, sni, binding());
          ctx.pipeline().replace(this, null, new Greeting(client));
        } else {
          Unawaited.close(ctx);
        }
      }
    }

    private Optional<byte[]> binding() {
      Certificate[] chain = engine.getSession().getLocalCertificates();
      return chain != null && chain.length > 0 && chain[0] instanceof X509Certificate leaf
          ? ChannelBinding.of(leaf)
          : Optional.empty();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      Unawaited.close(ctx);
    }
  }
}
