package np.edge.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Takes a body piece by piece. All calls come on one event loop. */
public interface BodySink {

  /** Takes {@code size} bytes out of {@code source}, which stays the caller's. */
  void data(ByteBuf source, int size);

  /** Nothing more comes for the moment: what was taken should leave now. */
  void flush();

  /**
   * The body is complete. Implies {@link #flush}.
   *
   * @param trailers fields after the body, null when there are none; valid during the call
   */
  void end(@Nullable HeaderBlock trailers);

  /** The body ends before it is complete, so that it must not look complete to anybody. */
  void abort();
}
