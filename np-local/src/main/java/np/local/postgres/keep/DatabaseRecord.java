package np.local.postgres.keep;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import np.model.ByteSize;
import np.model.DatabaseOrigin;
import np.model.ScramVerifier;
import np.model.WantedDatabase;

/**
 * What is on disk about a database.
 *
 * @param wanted the newest wish
 * @param done what has been done inside; empty before the first start
 * @param logins the roles that could log in when last looked
 * @param lastActive when a client last did something, as far as it was written down
 * @param size of its data when last looked, as far as it was written down
 * @param stage where it is in its life
 */
record DatabaseRecord(
    WantedDatabase wanted,
    Optional<Done> done,
    Map<String, ScramVerifier> logins,
    Optional<Instant> lastActive,
    Optional<ByteSize> size,
    Stage stage) {
  DatabaseRecord {
    logins = Map.copyOf(logins);
  }

  /**
   * What is inside the data.
   *
   * @param epoch of the data
   * @param generation of the wish that is fulfilled in them
   * @param verifier of the owner's password as np has set it last
   */
  record Done(int epoch, long generation, ScramVerifier verifier) {}

  /** A life. */
  enum Stage {
    KEPT,
    /** Nobody wants it any more: whatever is left of it goes. */
    REMOVED
  }

  static DatabaseRecord of(WantedDatabase wanted) {
    return new DatabaseRecord(
        wanted,
        Optional.empty(),
        Map.of(wanted.label().value(), wanted.verifier()),
        Optional.empty(),
        Optional.empty(),
        Stage.KEPT);
  }

  /** Which data are wanted: 0 for a template's, else the branch's epoch. */
  int epoch() {
    return switch (wanted.origin()) {
      case DatabaseOrigin.Empty _ -> 0;
      case DatabaseOrigin.BranchOf branch -> branch.epoch();
    };
  }

  /** What has been done in the wanted data, if anything. */
  Optional<Done> doneNow() {
    return done.filter(each -> each.epoch() == epoch());
  }

  /** By a newer wish; another password is in force at once. */
  DatabaseRecord wish(WantedDatabase next) {
    Map<String, ScramVerifier> changed = new HashMap<>(logins);
    if (!next.verifier().equals(wanted.verifier())) {
      changed.put(next.label().value(), next.verifier());
    }
    return new DatabaseRecord(next, done, changed, lastActive, size, stage);
  }

  DatabaseRecord done(Done next) {
    return new DatabaseRecord(wanted, Optional.of(next), logins, lastActive, size, stage);
  }

  DatabaseRecord logins(Map<String, ScramVerifier> next) {
    return new DatabaseRecord(wanted, done, next, lastActive, size, stage);
  }

  /** It stopped. */
  DatabaseRecord rested(Optional<Instant> active, ByteSize now) {
    Optional<Instant> when = active.or(() -> lastActive);
    return new DatabaseRecord(wanted, done, logins, when, Optional.of(now), stage);
  }

  DatabaseRecord removed() {
    return new DatabaseRecord(wanted, done, logins, lastActive, size, Stage.REMOVED);
  }
}
