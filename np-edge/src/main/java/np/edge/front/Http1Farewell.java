package np.edge.front;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import np.edge.http.Outbox;
import np.edge.http.Unawaited;
import np.edge.wire.MalformedException;

/**
 * How a connection in HTTP/1.1 ends. With unread input the kernel would answer with a reset, which
 * can destroy the response on its way (RFC 9112 section 9.6): so that is read for a moment.
 */
final class Http1Farewell {
  private final Channel channel;
  private final Outbox out;
  private final Http1Input input;
  private final Http1Patience patience;

  Http1Farewell(Channel channel, Outbox out, Http1Input input, Http1Patience patience) {
    this.channel = channel;
    this.out = out;
    this.input = input;
    this.patience = patience;
  }

  /** Sends what is left and closes. */
  void afterResponse() {
    boolean inputLeft = !input.isBodyEnded();
    input.ignore();
    if (inputLeft) {
      linger();
    } else {
      patience.rest();
      out.closeAfterwards();
    }
  }

  /** Answers what never became an exchange, and closes. */
  void afterRefusal(MalformedException why, CharSequence requestId) {
    Http1Bytes.refusal(out.buffer(), why, requestId);
    input.ignore();
    linger();
  }

  /** Sends what the instance has said last and closes. */
  void afterTunnel() {
    input.ignore();
    out.closeAfterwards();
  }

  private void linger() {
    out.push();
    closeOutput();
    input.readOn();
    patience.withFarewell();
  }

  private void closeOutput() {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              if (channel instanceof DuplexChannel duplex && written.isSuccess()) {
                var _ = duplex.shutdownOutput();
              } else {
                Unawaited.close(channel);
              }
            });
  }

  /** Closes at once, whatever was to be sent or has come. */
  void none() {
    patience.end();
    out.discard();
    input.release();
    Unawaited.close(channel);
  }

  /** The close that follows is a reset: nobody can take an incomplete response for a whole one. */
  void withReset() {
    if (channel.isActive()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
  }
}
