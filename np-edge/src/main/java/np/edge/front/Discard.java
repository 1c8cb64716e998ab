package np.edge.front;

import io.netty.buffer.ByteBuf;
import np.edge.wire.BodySink;
import np.edge.wire.HeaderBlock;
import org.jspecify.annotations.Nullable;

/** Takes a body that nobody wants. */
enum Discard implements BodySink {
  SINK;

  @Override
  public void data(ByteBuf source, int size) {
    source.skipBytes(size);
  }

  @Override
  public void flush() {}

  @Override
  public void end(@Nullable HeaderBlock trailers) {}

  @Override
  public void abort() {}
}
