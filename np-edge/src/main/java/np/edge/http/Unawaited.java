package np.edge.http;

import io.netty.channel.ChannelOutboundInvoker;

/**
 * What is asked of a connection without waiting for the outcome: when it fails the connection ends,
 * and that is seen where connections are read.
 */
public final class Unawaited {
  private Unawaited() {}

  /** Closes the connection or stream. */
  @SuppressWarnings("FutureReturnValueIgnored")
  public static void close(ChannelOutboundInvoker connection) {
    connection.close();
  }

  /** Hands over a message. */
  @SuppressWarnings("FutureReturnValueIgnored")
  public static void write(ChannelOutboundInvoker connection, Object message) {
    connection.write(message);
  }

  /** Hands over a message and sends everything. */
  @SuppressWarnings("FutureReturnValueIgnored")
  public static void send(ChannelOutboundInvoker connection, Object message) {
    connection.writeAndFlush(message);
  }
}
