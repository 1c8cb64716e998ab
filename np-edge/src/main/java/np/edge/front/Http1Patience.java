package np.edge.front;

import java.time.Duration;
import np.edge.http.Deadline;
import np.edge.http.EdgeLimits;
import np.edge.http.LoopContext;

/** How long a client in HTTP/1.1 may take for what is expected of it next. */
final class Http1Patience {
  /** For reading what nobody wants, so that the client gets its last answer. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final LoopContext context;
  private final EdgeLimits limits;
  private final Deadline deadline;

  /**
   * @param tooSlow what happens when it is over
   */
  Http1Patience(LoopContext context, Runnable tooSlow) {
    this.context = context;
    this.limits = context.limits();
    this.deadline =
        new Deadline() {
          @Override
          protected void expired() {
            tooSlow.run();
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
    context.deadlines().set(deadline, time, System.nanoTime());
  }

  /** Nothing is expected of the client. */
  void rest() {
    context.deadlines().clear(deadline);
  }

  /** Nothing is expected of it ever again. */
  void end() {
    context.deadlines().remove(deadline);
  }
}
