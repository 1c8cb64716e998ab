package np.edge.front;

import java.time.Duration;
import np.edge.http.Deadline;
import np.edge.http.EdgeLimits;
import np.edge.http.IdleConnections;
import np.edge.http.LoopContext;

/**
 * How long a client in HTTP/1.1 may take for what is expected of it next; and whether that is
 * nothing in particular, so that its connection may be closed when room is needed.
 */
final class Http1Patience {
  /** For reading what nobody wants, so that the client gets its last answer. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final LoopContext context;
  private final EdgeLimits limits;
  private final Deadline deadline;
  private final IdleConnections.Idle idle;

  /**
   * @param over what happens when it is over
   */
  Http1Patience(LoopContext context, Runnable over) {
    this.context = context;
    this.limits = context.limits();
    this.deadline =
        new Deadline() {
          @Override
          protected void expired() {
            over.run();
          }
        };
    this.idle =
        new IdleConnections.Idle() {
          @Override
          protected void close() {
            over.run();
          }
        };
  }

  void withFirstByte() {
    begin(limits.firstByte());
  }

  /** From its first byte to its end, however many pieces it comes in. */
  void withHead() {
    if (!deadline.isSet()) {
      begin(limits.head());
    }
  }

  void withNextRequest() {
    begin(limits.idle());
    context.idle().add(idle);
  }

  /** With the next piece of a body, in either direction. */
  void withBody() {
    begin(limits.body());
  }

  /** With the end of a body that nobody wants, before the next request. */
  void withLeftovers() {
    begin(limits.head());
  }

  /** With its closing the connection. */
  void withFarewell() {
    begin(LINGER);
  }

  private void begin(Duration time) {
    context.idle().remove(idle);
    context.deadlines().set(deadline, time, System.nanoTime());
  }

  /** Nothing is expected of the client. */
  void rest() {
    context.idle().remove(idle);
    context.deadlines().clear(deadline);
  }

  /** Nothing is expected of it ever again. */
  void end() {
    context.idle().remove(idle);
    context.deadlines().remove(deadline);
  }
}
