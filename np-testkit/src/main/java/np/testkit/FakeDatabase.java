package np.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import np.model.ByteSize;
import np.model.DatabaseOrigin;
import np.model.DatabaseState;
import np.model.DatabaseStatus;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.WantedDatabase;

/** What a {@link FakeDatabaseEngine} knows of one database; each change makes another one. */
record FakeDatabase(
    WantedDatabase wanted, DatabaseState state, String why, long pid, List<String> notes) {
  FakeDatabase {
    notes = List.copyOf(notes);
  }

  static FakeDatabase preparing(WantedDatabase wanted, List<String> notes) {
    return new FakeDatabase(wanted, DatabaseState.PREPARING, "its data are being made", 0, notes);
  }

  /** By a wish that is newer than the present one. */
  FakeDatabase wish(WantedDatabase next) {
    boolean trashed = next.presence() == WantedDatabase.Presence.TRASHED;
    DatabaseState left = state == DatabaseState.TRASHED ? DatabaseState.SLEEPING : state;
    return trashed
        ? new FakeDatabase(next, DatabaseState.TRASHED, "it is in the trash", 0, notes)
        : new FakeDatabase(next, left, left == DatabaseState.SLEEPING ? "" : why, pid, notes);
  }

  FakeDatabase running(long fresh) {
    return state == DatabaseState.RUNNING
        ? this
        : new FakeDatabase(wanted, DatabaseState.RUNNING, "", fresh, notes);
  }

  FakeDatabase sleeping() {
    return new FakeDatabase(wanted, DatabaseState.SLEEPING, "", 0, notes);
  }

  FakeDatabase failed(String reason) {
    return new FakeDatabase(wanted, DatabaseState.FAILED, reason, 0, notes);
  }

  FakeDatabase keep(List<String> content) {
    return new FakeDatabase(wanted, state, why, pid, content);
  }

  boolean isTrashed() {
    return state == DatabaseState.TRASHED;
  }

  /** Whether its data must be made anew for another wish. */
  boolean beginsAnew(WantedDatabase next) {
    return next.origin() instanceof DatabaseOrigin.BranchOf branch
        && wanted.origin() instanceof DatabaseOrigin.BranchOf before
        && branch.epoch() > before.epoch();
  }

  void checkUnchangeable(WantedDatabase next) {
    if (next.version() != wanted.version() || !next.label().equals(wanted.label())) {
      throw new NpException.Conflict(
          ErrorCode.WRONG_STATE,
          wanted.id() + " was made as " + wanted.label() + " with PostgreSQL " + wanted.version(),
          "make another one");
    }
  }

  DatabaseStatus status(Instant now) {
    boolean runs = state == DatabaseState.RUNNING;
    return new DatabaseStatus(
        wanted.id(),
        state == DatabaseState.PREPARING ? 0 : wanted.generation(),
        state,
        why,
        wanted.version() + ".0",
        runs ? Optional.of(pid) : Optional.empty(),
        0,
        ByteSize.mebibytes(9),
        runs ? Optional.of(now) : Optional.empty());
  }
}
