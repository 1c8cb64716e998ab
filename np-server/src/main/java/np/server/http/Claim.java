package np.server.http;

import org.jdbi.v3.core.Handle;

/** That a request with an {@code Idempotency-Key} is being done here and nowhere else. */
@FunctionalInterface
public interface Claim {

  /**
   * Stores the answer in the transaction that takes effect, so that a repetition gets it even when
   * the server dies before it has answered. Without this, a repetition after such a crash is
   * answered NP0414.
   */
  void settle(Handle handle, Answer.Json answer);

  /** Of a request without a key. */
  static Claim none() {
    return (handle, answer) -> {};
  }
}
