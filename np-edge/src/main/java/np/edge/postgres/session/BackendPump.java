package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import np.edge.http.Unawaited;

/** The instance's end of an open session. */
final class BackendPump extends ChannelInboundHandlerAdapter {
  private final Session session;

  BackendPump(Session session) {
    this.session = session;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    session.fromServer((ByteBuf) message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    session.serverPaused();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    session.serverWritable(ctx.channel().isWritable());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    session.serverGone();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Unawaited.close(ctx);
  }
}
