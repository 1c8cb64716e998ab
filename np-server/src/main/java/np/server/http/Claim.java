package np.server.http;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** That a request with an {@code Idempotency-Key} is being done here and nowhere else. */
public interface Claim {

  /**
   * Stores the answer in the transaction that takes effect, so that a repetition gets it even when
   * the server dies before it has answered. Without this or {@link #refer}, a repetition after such
   * a crash is answered NP0414.
   */
  void settle(Handle handle, Answer.Json answer);

  /**
   * Notes in the transaction that takes effect what was made, instead of an answer that must not be
   * kept: it is {@link Answer.ShownOnce}. A repetition is handed to the handler again.
   */
  void refer(Handle handle, String made);

  /**
   * What the first request with this key made, when this is a repetition of it: the handler makes
   * nothing and answers for that.
   */
  Optional<String> made();

  /** Of a request without a key. */
  static Claim none() {
    return new Unkept(Optional.empty());
  }

  /** Of a repetition. */
  static Claim repeating(String made) {
    return new Unkept(Optional.of(made));
  }

  /** Keeps nothing. */
  record Unkept(Optional<String> made) implements Claim {

    @Override
    public void settle(Handle handle, Answer.Json answer) {}

    @Override
    public void refer(Handle handle, String reference) {}
  }
}
