package np.edge.upstream;

import np.edge.wire.BodySink;
import np.edge.wire.ResponseHead;

/** Takes what an instance answers: a head, then its body; or a failure, at any time. */
interface Reply extends BodySink {

  /** A head with a status below 200, not 101; valid during the call. */
  void interim(ResponseHead head);

  /** The head of the response; valid until the body's end. */
  void head(ResponseHead head);

  /** The stream is now a tunnel: data comes and goes as it is. */
  void upgraded(ResponseHead head);

  /** Nothing more will come. */
  void failed(Failure why);

  /** Whether the stream has room for more of the request body. */
  void writable(Room room);

  /** Room for more of the request body. */
  enum Room {
    YES,
    NO
  }

  /** Why an instance gave no complete answer. */
  enum Failure {
    /** A connection that had been used before was closed before anything of the answer came. */
    STALE,
    /** The connection was closed. */
    CLOSED,
    /** The answer was malformed. */
    MALFORMED,
    /** A deadline passed. */
    TIMEOUT
  }
}
