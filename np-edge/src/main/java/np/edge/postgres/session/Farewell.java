package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import np.edge.http.Unawaited;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection so that the last message arrives: a socket that is closed while something is
 * unread resets the connection, and what was sent may be lost with it. So only this side's half is
 * closed, and what still comes is thrown away until the client has closed its own.
 */
final class Farewell extends ChannelInboundHandlerAdapter {
  private Farewell() {}

  /** Sends the last message in place of whatever handled the connection. */
  static void say(Channel channel, ByteBuf last) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    channel.pipeline().replace(channel.pipeline().last(), null, new Farewell());
    channel.config().setAutoRead(true);
    channel.writeAndFlush(last).addListener(_ -> closeOutput(channel, tls));
  }

  private static void closeOutput(Channel channel, @Nullable SslHandler tls) {
    if (tls == null) {
      shutdown(channel);
    } else {
      tls.closeOutbound().addListener(_ -> shutdown(channel));
    }
  }

  private static void shutdown(Channel channel) {
    if (channel instanceof DuplexChannel duplex) {
      var _ = duplex.shutdownOutput();
    } else {
      Unawaited.close(channel);
    }
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
