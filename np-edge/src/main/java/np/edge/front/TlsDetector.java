package np.edge.front;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.util.Locale;
import np.edge.http.Certificates;
import np.edge.http.LoopContext;
import np.edge.http.Peer;
import np.edge.http.Unawaited;
import np.edge.limit.Admission;
import np.edge.limit.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads the ClientHello, looks for the certificate of its name and starts TLS with it. */
final class TlsDetector extends AbstractSniHandler<@Nullable SslContext> {
  private static final int MAX_CLIENT_HELLO = 64 * 1024;

  /** A fatal alert (RFC 8446 section 6, RFC 6066 section 3) as a record of its own. */
  private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

  private static final byte[] ACCESS_DENIED = {21, 3, 3, 0, 2, 2, 49};

  private final Front front;
  private final LoopContext context;
  private final Certificates certificates;
  private final Admission admission;
  private @Nullable String sni;
  private boolean tooOften;

  TlsDetector(Front front, LoopContext context, Certificates certificates, Admission admission) {
    super(MAX_CLIENT_HELLO, context.limits().tls().toMillis());
    this.front = front;
    this.context = context;
    this.certificates = certificates;
    this.admission = admission;
  }

  @Override
  protected Future<@Nullable SslContext> lookup(
      ChannelHandlerContext ctx, @Nullable String hostname) {
    sni = hostname == null ? null : hostname.toLowerCase(Locale.ROOT);
    if (!admission.quota().mayShakeHands(System.nanoTime())) {
      tooOften = true;
      return ctx.executor().newSucceededFuture(null);
    }
    return certificates.find(sni, ctx.executor());
  }

  @Override
  protected void onLookupComplete(
      ChannelHandlerContext ctx, @Nullable String hostname, Future<@Nullable SslContext> future) {
    SslContext found = future.isSuccess() ? future.getNow() : null;
    if (found == null) {
      refuse(ctx);
      return;
    } else if (!ctx.channel().isActive()) {
      return;
    }
    SslHandler tls = found.newHandler(ctx.alloc());
    tls.setHandshakeTimeoutMillis(context.limits().tls().toMillis());
    ctx.pipeline().addAfter(ctx.name(), null, new Await(tls));
    ctx.pipeline().replace(this, null, tls);
  }

  /** Says why, so that a client does not take it for a broken network. */
  private void refuse(ChannelHandlerContext ctx) {
    if (tooOften) {
      context.metrics().limited(Refusal.CLIENT_HANDSHAKES);
    } else {
      context.metrics().messageRefused();
    }
    byte[] alert = tooOften ? ACCESS_DENIED : UNRECOGNIZED_NAME;
    ctx.writeAndFlush(Unpooled.wrappedBuffer(alert)).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Unawaited.close(ctx);
  }

  /** Waits for the end of the handshake. */
  private final class Await extends ChannelInboundHandlerAdapter {
    private final SslHandler tls;

    Await(SslHandler tls) {
      this.tls = tls;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslHandshakeCompletionEvent done) {
        if (done.isSuccess()) {
          Peer peer = new Peer(admission, Peer.Scheme.HTTPS, sni);
          front.secured(ctx.channel(), peer, tls.applicationProtocol());
          ctx.pipeline().remove(this);
        } else {
          Unawaited.close(ctx);
        }
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      Unawaited.close(ctx);
    }
  }
}
