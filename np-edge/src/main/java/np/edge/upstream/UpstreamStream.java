package np.edge.upstream;

import np.edge.wire.BodySink;

/** One request on its way to an instance, whose body is given to it as a {@link BodySink}. */
interface UpstreamStream extends BodySink {

  /** Sends the head; the answer goes to {@code call}. */
  void start(ProxyCall call);

  /** Whether more of the request body is welcome. */
  boolean isWritable();

  /** Reads no more of the answer for the moment. */
  void pause();

  /** Reads on. */
  void resume();

  /** Nobody wants the answer any more; calls nobody back. */
  void cancel();
}
