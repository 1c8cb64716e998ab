package np.edge.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import np.edge.http.EdgeLimits;
import np.edge.http.LoopContext;
import np.edge.http.Peer;

/** Puts HTTP/2 (RFC 9113) into a client's pipeline, with budgets against floods. */
final class Http2Setup {
  private static final int WINDOW = 256 * 1024;
  private static final int MAX_FRAME = 16_384;
  private static final int RESETS = 200;
  private static final int SECONDS = 30;
  private static final int EMPTY_FRAMES = 10;
  private static final int CONTROL_FRAMES = 1_000;

  private Http2Setup() {}

  static void install(ChannelPipeline pipeline, Front front, LoopContext context, Peer peer) {
    Http2Connection connection = new Http2Connection(front, context, peer);
    ChannelInitializer<Channel> streams =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel stream) {
            connection.opened(stream);
          }
        };
    pipeline.addLast(codec(context.limits()));
    pipeline.addLast(new Http2MultiplexHandler(streams));
    pipeline.addLast(connection);
  }

  private static Http2FrameCodec codec(EdgeLimits limits) {
    Http2Settings settings =
        Http2Settings.defaultSettings()
            .maxConcurrentStreams(limits.streams())
            .maxHeaderListSize(limits.headBytes())
            .initialWindowSize(WINDOW)
            .maxFrameSize(MAX_FRAME)
            .connectProtocolEnabled(true);
    return new Http2CodecBuilder()
        .initialSettings(settings)
        .validateHeaders(true)
        .decoderEnforceMaxRstFramesPerWindow(RESETS, SECONDS)
        .encoderEnforceMaxRstFramesPerWindow(RESETS, SECONDS)
        .decoderEnforceMaxConsecutiveEmptyDataFrames(EMPTY_FRAMES)
        .encoderEnforceMaxQueuedControlFrames(CONTROL_FRAMES)
        .build();
  }
}
