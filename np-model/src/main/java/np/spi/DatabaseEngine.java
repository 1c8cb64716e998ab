package np.spi;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import np.model.ByteSize;
import np.model.DatabaseId;
import np.model.DatabaseStatus;
import np.model.StorageStatus;
import np.model.WantedDatabase;

/**
 * Keeps database instances: makes, wakes, suspends, branches and removes them. Every method is
 * idempotent and may throw {@link np.model.NpException.Unavailable} when the engine cannot be
 * reached. Once told, it needs nobody: an instance is woken, suspended and started again after a
 * crash without the server.
 */
public interface DatabaseEngine {

  /**
   * Makes it so. Returns when the wish is on disk and gateways let clients in by it; its data may
   * still be on their way, as {@link #observe} tells, and whoever connects waits for them. A wish
   * that is not newer than the known one changes nothing.
   *
   * @throws np.model.NpException.Conflict WRONG_STATE when version or label are not those that it
   *     was made with
   * @throws np.model.NpException.NotFound NO_DATABASE when the parent of a branch is not known
   * @throws np.model.NpException.Invalid NO_EXTENSION with those that there are
   * @throws np.model.NpException.Unavailable NO_ROOM when the disk has no room for it
   */
  void apply(WantedDatabase wanted);

  /**
   * Waits until the data that were asked for last are there for good. Those of a branch have been
   * copied by then: nothing that is done to its parent afterwards is in it. Until then its state is
   * PREPARING, or FAILED.
   *
   * @param most for how long to wait, at most a minute
   * @return whether they are there
   * @throws np.model.NpException.NotFound NO_DATABASE
   * @throws np.model.NpException.Unavailable DATABASE_UNAVAILABLE with the reason when they could
   *     not be made; it is tried again when the database is used
   */
  boolean awaitData(DatabaseId id, Duration most);

  /** Stops it and deletes its data for ever; nothing happens when there is none. */
  void remove(DatabaseId id);

  /**
   * Stops a running instance now, although clients are connected: they are told. The next
   * connection wakes it.
   *
   * @throws np.model.NpException.NotFound NO_DATABASE
   */
  void suspend(DatabaseId id);

  /**
   * Returns when it runs.
   *
   * @throws np.model.NpException.NotFound NO_DATABASE
   * @throws np.model.NpException.Unavailable DATABASE_UNAVAILABLE with the reason when it does not
   *     start
   */
  void resume(DatabaseId id);

  /** All that the engine knows. */
  List<DatabaseStatus> observe();

  /** Those of these that the engine knows, in any order. */
  List<DatabaseStatus> observe(Collection<DatabaseId> ids);

  /**
   * Delivers the status of each database that changes from now on, in order and one at a time.
   * Whoever gets slower than the changes sees only the newest of each. The caller closes the
   * subscription.
   */
  Subscription watch(Consumer<DatabaseStatus> sink);

  /** How data are kept on this machine. */
  StorageStatus storage();

  /**
   * Makes a file system that can branch at once, in a sparse file below the platform's home, and
   * keeps new databases there; existing ones stay where they are.
   *
   * @param size the most that it may grow to
   * @throws np.model.NpException.Conflict WRONG_STATE when this machine or this user cannot
   */
  StorageStatus prepareStorage(ByteSize size);
}
