package np.edge.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import np.edge.proxy.ProxyAddress.Start;

/**
 * Reads from a trusted proxy where the client comes from, before its own first byte; one that does
 * not say so is the client itself.
 */
public final class ProxyHeader extends ByteToMessageDecoder {
  private final Consumer<Optional<InetAddress>> next;

  /**
   * @param next gets the client's address, empty when the proxy names none, and must put into the
   *     pipeline what takes the bytes that follow; this handler is about to be removed
   */
  public ProxyHeader(Consumer<Optional<InetAddress>> next) {
    this.next = next;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    try {
      if (ProxyAddress.startOf(in) == Start.SOMETHING_ELSE) {
        goOn(ctx, Optional.empty());
        return;
      }
      ProxyAddress address = ProxyAddress.read(in);
      if (address != null) {
        goOn(ctx, address.client());
      }
    } catch (BadProxyHeaderException e) {
      in.skipBytes(in.readableBytes());
      close(ctx);
    }
  }

  private void goOn(ChannelHandlerContext ctx, Optional<InetAddress> client) {
    next.accept(client);
    ctx.pipeline().remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close(ctx);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // that it is closed shows where it is read
  private static void close(ChannelHandlerContext ctx) {
    ctx.close();
  }
}
