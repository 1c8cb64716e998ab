package np.edge.postgres.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import np.edge.http.Unawaited;
import np.edge.postgres.wire.ProxyAddress;
import np.edge.postgres.wire.RefusedException;

/** Reads from a trusted proxy where the client comes from, before its own first byte. */
final class ProxyHeader extends ByteToMessageDecoder {
  private final InetAddress proxy;
  private final Consumer<InetAddress> next;

  /**
   * @param next gets the client's address, when this handler is about to be removed
   */
  ProxyHeader(InetAddress proxy, Consumer<InetAddress> next) {
    this.proxy = proxy;
    this.next = next;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    try {
      ProxyAddress address = ProxyAddress.read(in);
      if (address != null) {
        next.accept(address.client().orElse(proxy));
        ctx.pipeline().remove(this);
      }
    } catch (RefusedException e) {
      in.skipBytes(in.readableBytes());
      Unawaited.close(ctx);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Unawaited.close(ctx);
  }
}
