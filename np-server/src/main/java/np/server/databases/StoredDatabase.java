package np.server.databases;

import java.util.Optional;
import np.model.DatabaseId;
import np.model.DatabaseLabel;
import np.model.DatabaseName;
import np.model.DatabaseOrigin;
import np.model.PostgresVersion;
import np.model.ScramVerifier;
import np.model.WantedDatabase;
import np.server.apps.Stamp;
import np.server.secrets.Sealed;

/**
 * A database as it is stored.
 *
 * @param id whose and which
 * @param label in its connection string
 * @param version of PostgreSQL
 * @param parent of a branch
 * @param wish what its owner wants
 * @param former what to go back to when the engine refuses the wish
 * @param login of its owner
 * @param life whether it is there, and for how long
 * @param progress how far the engine is behind
 * @param created when and by whom
 */
record StoredDatabase(
    DatabaseId id,
    DatabaseLabel label,
    PostgresVersion version,
    Optional<DatabaseName> parent,
    Wish wish,
    Optional<Wish> former,
    Login login,
    Life life,
    Progress progress,
    Stamp created) {

  /** A password and what checks it, both sealed. */
  record Login(Sealed password, Sealed verifier) {}

  /**
   * How far the engine is behind.
   *
   * @param generation of what is wanted
   * @param applied of what the engine has confirmed, 0 before anything
   * @param restart whether linked apps have still to be given another URL
   * @param problem why the last wish was refused; empty when it was not
   */
  record Progress(long generation, long applied, Restart restart, String problem) {
    static final Progress NEW = new Progress(0, 0, Restart.NONE, "");

    boolean isApplied() {
      return applied >= generation;
    }
  }

  /** Whether linked apps have still to be given another URL. */
  enum Restart {
    NONE,
    DUE
  }

  /** The same with another wish; the one that the engine has confirmed is kept beside it. */
  StoredDatabase with(Wish next) {
    return new StoredDatabase(
        id,
        label,
        version,
        parent,
        next,
        progress.isApplied() ? Optional.of(wish) : former,
        login,
        life,
        progress,
        created);
  }

  StoredDatabase with(Life next) {
    return new StoredDatabase(
        id, label, version, parent, wish, former, login, next, progress, created);
  }

  StoredDatabase with(Progress next) {
    return new StoredDatabase(id, label, version, parent, wish, former, login, life, next, created);
  }

  /** The same with another password, which the linked apps have to be given. */
  StoredDatabase with(Login next) {
    Progress told =
        new Progress(progress.generation, progress.applied, Restart.DUE, progress.problem);
    return new StoredDatabase(id, label, version, parent, wish, former, next, life, told, created);
  }

  /** Back to what the engine had confirmed. */
  StoredDatabase reverted(String why) {
    Progress told = new Progress(progress.generation, progress.applied, progress.restart, why);
    return new StoredDatabase(
        id,
        label,
        version,
        parent,
        former.orElse(wish),
        Optional.empty(),
        login,
        life,
        told,
        created);
  }

  /** What the engine must keep. */
  WantedDatabase wanted(ScramVerifier verifier) {
    return new WantedDatabase(
        id,
        progress.generation(),
        label,
        version,
        verifier,
        wish.settings(),
        origin(),
        life.serves() ? WantedDatabase.Presence.SERVING : WantedDatabase.Presence.TRASHED);
  }

  private DatabaseOrigin origin() {
    return parent
        .<DatabaseOrigin>map(
            name -> new DatabaseOrigin.BranchOf(new DatabaseId(id.tenant(), name), wish.epoch()))
        .orElseGet(DatabaseOrigin.Empty::new);
  }
}
