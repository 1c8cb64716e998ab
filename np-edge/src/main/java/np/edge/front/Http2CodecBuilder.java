package np.edge.front;

import io.netty.handler.codec.http2.DecoratingHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Settings;

/** Builds codecs that keep to a {@link Http2Budget}. */
final class Http2CodecBuilder extends Http2FrameCodecBuilder {

  Http2CodecBuilder() {
    gracefulShutdownTimeoutMillis(0); // who closes a connection has waited for its streams
  }

  @Override
  protected Http2FrameCodec build(
      Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
    Http2ConnectionDecoder counting =
        new DecoratingHttp2ConnectionDecoder(decoder) {
          @Override
          public void frameListener(Http2FrameListener listener) {
            super.frameListener(new Http2Budget(listener, encoder));
          }
        };
    return super.build(counting, encoder, settings);
  }
}
