package np.edge.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * What a client may send beside its requests (RFC 9113 section 10.5): some frames that carry
 * nothing, and no flood of them. And what it may make the edge remember: a header table of the
 * usual size.
 */
final class Http2Budget extends Http2FrameListenerDecorator {
  private static final int BURST = 200;
  private static final long PER_SECOND = 10;
  private static final long HEADER_TABLE = 4096;

  private final Http2ConnectionEncoder encoder;
  private final long startNanos = System.nanoTime();
  private long frames;

  Http2Budget(Http2FrameListener listener, Http2ConnectionEncoder encoder) {
    super(listener);
    this.encoder = encoder;
  }

  private void count() throws Http2Exception {
    long seconds = (System.nanoTime() - startNanos) / 1_000_000_000L;
    if (++frames > BURST + PER_SECOND * seconds) {
      throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "a flood of frames");
    }
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    count();
    Http2HeadersEncoder.Configuration headers = encoder.configuration().headersConfiguration();
    if (headers.maxHeaderTableSize() > HEADER_TABLE) {
      headers.maxHeaderTableSize(HEADER_TABLE);
    }
    super.onSettingsRead(ctx, settings);
  }

  @Override
  public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
    count();
    super.onSettingsAckRead(ctx);
  }

  @Override
  public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    count();
    super.onPingRead(ctx, data);
  }

  @Override
  public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    count();
    super.onPingAckRead(ctx, data);
  }

  @Override
  public void onPriorityRead(
      ChannelHandlerContext ctx, int stream, int parent, short weight, boolean exclusive)
      throws Http2Exception {
    count(); // and ignored: the scheme is deprecated (RFC 9113 section 5.3.2)
  }

  /** Ignored (RFC 9113 section 4.1), on whatever stream. */
  @Override
  public void onUnknownFrame(
      ChannelHandlerContext ctx, byte type, int stream, Http2Flags flags, ByteBuf payload)
      throws Http2Exception {
    count();
  }
}
