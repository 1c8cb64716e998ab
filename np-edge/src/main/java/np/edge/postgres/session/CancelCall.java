package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import np.edge.http.Unawaited;
import np.edge.postgres.wire.ClientMessages;

/** Hands a cancel request to an instance, which answers by closing the connection. */
final class CancelCall extends ChannelInboundHandlerAdapter {
  private final CancelKey key;

  CancelCall(CancelKey key) {
    this.key = key;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ByteBuf out = ctx.alloc().directBuffer();
    ClientMessages.cancel(out, key.process(), key.secret());
    Unawaited.send(ctx, out);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Unawaited.close(ctx);
  }
}
