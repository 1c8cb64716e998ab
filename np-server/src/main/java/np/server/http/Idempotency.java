package np.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import np.api.Problem;
import np.model.ErrorCode;
import np.model.NpException;
import np.server.http.IdempotencyStore.Attempt;
import np.server.http.IdempotencyStore.Row;
import np.server.store.Database;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request with an {@code Idempotency-Key} take effect once, however often it comes, also
 * across a crash: that there is an effect is noted in the transaction that has it.
 */
final class Idempotency {
  private final IdempotencyStore store;
  private final Database database;
  private final Json json;
  private final Duration patience;
  private final Map<String, Turn> turns = new ConcurrentHashMap<>();

  /**
   * @param patience how long a repetition waits for the first one
   */
  Idempotency(IdempotencyStore store, Database database, Json json, Duration patience) {
    this.store = store;
    this.database = database;
    this.json = json;
    this.patience = patience;
  }

  /** Does the work of a request, given its claim. */
  @FunctionalInterface
  interface Work {
    Answer run(Claim claim) throws Exception;
  }

  /** The answer: of this attempt, or of the one before; a repetition that comes meanwhile waits. */
  Answer once(Attempt attempt, Work work) throws Exception {
    String name = attempt.tenant() + " " + attempt.key();
    Turn turn = enter(name);
    try {
      if (!turn.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw conflict("the first request with this key is still under way", "try again later");
      }
      try {
        return alone(attempt, work);
      } finally {
        turn.lock.unlock();
      }
    } finally {
      leave(name);
    }
  }

  private Answer alone(Attempt attempt, Work work) throws Exception {
    Row row = store.claim(attempt).orElse(null);
    if (row == null) {
      return perform(attempt, work);
    }
    if (!row.request().equals(attempt.request())) {
      throw conflict("this key was used for another request", "use a new key for a new request");
    }
    if (row.status().isPresent()) {
      return repeated(row.status().get(), row.answer());
    }
    if (row.reference().isPresent()) {
      return work.run(Claim.repeating(row.reference().get()));
    }
    if (!row.effect() && store.takeOver(attempt, row.server())) {
      return perform(attempt, work);
    }
    throw conflict(
        "the first request with this key took effect, but its answer cannot be repeated",
        "look at what is there before trying again with a new key");
  }

  private Answer repeated(int status, String answer) {
    return answer.isEmpty() ? new Answer.Empty(status) : new Answer.Json(status, json.tree(answer));
  }

  private Answer perform(Attempt attempt, Work work) throws Exception {
    Answer answer;
    try {
      answer =
          database.witnessedBy(
              handle -> store.noteEffect(handle, attempt), () -> work.run(new Held(attempt)));
    } catch (NpException refused) {
      Problem problem = Problem.of(refused);
      store.fail(attempt, problem.status(), json.text(problem));
      throw refused;
    } catch (Exception failed) {
      store.release(attempt);
      throw failed;
    }
    keep(attempt, answer);
    return answer;
  }

  private void keep(Attempt attempt, Answer answer) {
    switch (answer) {
      case Answer.Json(int status, Object body) when status >= 400 ->
          store.fail(attempt, status, json.text(body));
      case Answer.Json(int status, Object body) -> store.settle(attempt, status, json.text(body));
      case Answer.Empty(int status) -> store.settle(attempt, status, "");
      case Answer.ShownOnce once -> store.noteEffect(attempt);
      case Answer.Text text -> store.noteEffect(attempt);
      case Answer.EventStream stream -> store.noteEffect(attempt);
      case Answer.Conversation conversation -> store.noteEffect(attempt);
    }
  }

  private Turn enter(String name) {
    Turn entered =
        turns.compute(
            name,
            (key, old) -> {
              Turn turn = old == null ? new Turn() : old;
              turn.users++;
              return turn;
            });
    return entered;
  }

  private void leave(String name) {
    turns.computeIfPresent(name, (key, turn) -> left(turn));
  }

  private static @Nullable Turn left(Turn turn) {
    turn.users--;
    return turn.users == 0 ? null : turn;
  }

  private static NpException conflict(String message, String hint) {
    return new NpException.Conflict(ErrorCode.IDEMPOTENCY, message, hint);
  }

  /** The claim of the first request with a key. */
  private final class Held implements Claim {
    private final Attempt attempt;

    Held(Attempt attempt) {
      this.attempt = attempt;
    }

    @Override
    public void settle(Handle handle, Answer.Json answer) {
      store.settle(handle, attempt, answer.status(), json.text(answer.body()));
    }

    @Override
    public void refer(Handle handle, String made) {
      store.refer(handle, attempt, made);
    }

    @Override
    public Optional<String> made() {
      return Optional.empty();
    }
  }

  /** Requests with the same key go one after the other. */
  private static final class Turn {
    private final ReentrantLock lock = new ReentrantLock();
    private int users;
  }
}
