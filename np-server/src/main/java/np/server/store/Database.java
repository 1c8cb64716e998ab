package np.server.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import np.model.NpException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * The control database (PostgreSQL). Every piece of work is a transaction; a database that cannot
 * be reached is {@link NpException.Unavailable} STORE_UNAVAILABLE.
 */
public final class Database {
  private static final ScopedValue<List<Runnable>> AFTER_COMMIT = ScopedValue.newInstance();
  private static final ScopedValue<Consumer<Handle>> WITNESS = ScopedValue.newInstance();

  private final Jdbi jdbi;

  public Database(DataSource pool) {
    this.jdbi = Jdbi.create(pool);
    jdbi.configure(StatementExceptions.class, Database::keepParametersOutOfMessages);
  }

  /** Reads in one transaction that cannot write. */
  public <T> T read(Function<Handle, T> work) {
    return guarded(
        () ->
            jdbi.withHandle(
                handle -> {
                  handle.setReadOnly(true);
                  return handle.inTransaction(work::apply);
                }));
  }

  /**
   * Reads and writes in one transaction: all of it happens, or nothing. Not to be nested; pass the
   * handle on instead.
   */
  public <T> T write(Function<Handle, T> work) {
    if (AFTER_COMMIT.isBound()) {
      throw new IllegalStateException("a transaction is under way: pass its handle on");
    }
    List<Runnable> actions = new ArrayList<>();
    T result =
        ScopedValue.where(AFTER_COMMIT, actions)
            .call(() -> guarded(() -> jdbi.inTransaction(handle -> witnessed(handle, work))));
    actions.forEach(Runnable::run);
    return result;
  }

  /** As {@link #write}, without a result. */
  public void change(Consumer<Handle> work) {
    write(
        handle -> {
          work.accept(handle);
          return true;
        });
  }

  /** Runs {@code action} once the current {@link #write} has committed; never if it fails. */
  public void afterCommit(Runnable action) {
    AFTER_COMMIT.get().add(action);
  }

  /** Calls {@code witness} at the end of each transaction that {@code work} writes, inside it. */
  public <T, X extends Throwable> T witnessedBy(
      Consumer<Handle> witness, ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(WITNESS, witness).call(work);
  }

  /** A message reaches the log, and a parameter might be what somebody wants kept to himself. */
  private static void keepParametersOutOfMessages(StatementExceptions exceptions) {
    exceptions.setMessageRendering(StatementExceptions.MessageRendering.NONE);
  }

  private static <T> T witnessed(Handle handle, Function<Handle, T> work) {
    T result = work.apply(handle);
    if (WITNESS.isBound()) {
      WITNESS.get().accept(handle);
    }
    return result;
  }

  private static <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (JdbiException e) {
      throw StoreFailure.translate(e);
    }
  }
}
