package np.server.databases;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import np.model.DatabaseId;
import np.model.ErrorCode;
import np.model.NpException;
import np.server.apps.LinkStore;
import np.server.audit.AuditEntry;
import np.server.databases.StoredDatabase.Progress;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the engine what was written down, and writes down that it knows. Doing it twice, or at the
 * same time as another server, ends in the same state: the engine goes by the generation.
 */
final class Applier {
  private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

  /** Clients wait for no answer much longer. */
  private static final Duration TO_COPY = Duration.ofSeconds(15);

  private final DatabaseParts parts;
  private final Consumer<DatabaseId> gone;
  private final DatabaseStore store = new DatabaseStore();
  private final LinkStore links = new LinkStore();

  /**
   * @param gone told of each database that exists no more
   */
  Applier(DatabaseParts parts, Consumer<DatabaseId> gone) {
    this.parts = parts;
    this.gone = gone;
  }

  /**
   * Makes it so, for somebody who waits for it.
   *
   * @throws NpException.Unavailable when the engine is away: it is done later by itself
   * @throws NpException when the engine refuses: what was before is wanted again, and a new
   *     database is none
   */
  void apply(StoredDatabase database) {
    try {
      tell(database);
    } catch (NpException e) {
      if (!isAway(e)) {
        throw e;
      }
      parts.signals().wake(DatabaseParts.WRITTEN);
      throw new NpException.Unavailable(
          e.code(),
          e.getMessage(),
          "it is written down and will be done as soon as np node answers: np server status",
          e);
    }
  }

  /**
   * As {@link #apply}, and waits a while for the data of a branch: nothing that is done to its
   * parent afterwards is in it then. What takes longer, or of what an engine that has just gone
   * away does not tell, goes on, as its state says.
   *
   * @throws NpException.Unavailable DATABASE_UNAVAILABLE when they could not be copied
   */
  void applyWithData(StoredDatabase branch) {
    apply(branch);
    try {
      var _ = parts.engine().awaitData(branch.id(), TO_COPY);
    } catch (NpException.Unavailable e) {
      if (e.code() != ErrorCode.ENGINE_UNAVAILABLE) {
        throw e;
      }
      LOG.info("database={} copy=unknown: {}", branch.id(), e.getMessage());
    }
  }

  /** As {@link #apply}, for somebody who comes again by himself. */
  void tell(StoredDatabase database) {
    if (database.progress().isApplied()) {
      return;
    }
    if (database.life().presence() == Life.Presence.REMOVED) {
      remove(database);
      return;
    }
    parentOfNew(database).ifPresent(this::tell);
    try {
      parts.engine().apply(database.wanted(parts.passwords().verifier(database)));
    } catch (NpException e) {
      if (!isAway(e)) {
        refused(database, e);
      }
      throw e;
    }
    confirm(database);
  }

  /** What a branch begins as must be there before it. */
  private Optional<StoredDatabase> parentOfNew(StoredDatabase database) {
    boolean isNew = database.progress().applied() == 0;
    return database
        .parent()
        .filter(parent -> isNew)
        .map(parent -> new DatabaseId(database.id().tenant(), parent))
        .flatMap(parent -> parts.store().read(handle -> store.find(handle, parent)))
        .filter(parent -> parent.life().serves());
  }

  /** A full disk is an answer, not silence. */
  private static boolean isAway(NpException e) {
    return e instanceof NpException.Unavailable && e.code() != ErrorCode.NO_ROOM;
  }

  private void remove(StoredDatabase database) {
    parts.engine().remove(database.id());
    parts.store().change(handle -> links.forget(handle, database.id()));
    parts.store().change(handle -> store.delete(handle, database));
    gone.accept(database.id());
    LOG.info("database={} removed", database.id());
  }

  /** Losing this in a power cut only means that it is applied once more. */
  private void confirm(StoredDatabase database) {
    parts
        .store()
        .change(
            handle -> {
              handle.execute("SET LOCAL synchronous_commit TO OFF");
              store.applied(handle, database.id(), database.progress().generation(), "");
            });
  }

  private void refused(StoredDatabase database, NpException why) {
    LOG.warn("database={} refused: {}", database.id(), why.getMessage());
    parts
        .store()
        .write(
            handle ->
                store
                    .lock(handle, database.id())
                    .filter(now -> isSame(now.progress(), database.progress()))
                    .map(now -> goBack(handle, now, why)))
        .ifPresent(this::applyFormer);
  }

  private static boolean isSame(Progress now, Progress then) {
    return now.generation() == then.generation() && !now.isApplied();
  }

  private StoredDatabase goBack(Handle handle, StoredDatabase database, NpException why) {
    parts
        .audit()
        .record(
            handle,
            AuditEntry.of(database.id(), "np server", "database.refused", why.getMessage()));
    if (database.progress().applied() == 0) {
      return store.update(handle, database.with(database.life().removed()));
    }
    if (database.former().isPresent()) {
      return store.update(handle, database.reverted(why.getMessage()));
    }
    long generation = database.progress().generation();
    store.applied(handle, database.id(), generation, why.getMessage());
    return database.with(
        new Progress(generation, generation, database.progress().restart(), why.getMessage()));
  }

  /** What fails now is tried again later. */
  private void applyFormer(StoredDatabase former) {
    try {
      tell(former);
    } catch (NpException e) {
      LOG.warn("database={} not put back yet: {}", former.id(), e.getMessage());
      parts.signals().wake(DatabaseParts.WRITTEN);
    }
  }
}
