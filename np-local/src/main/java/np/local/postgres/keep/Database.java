package np.local.postgres.keep;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import np.local.postgres.instance.Names;
import np.local.postgres.instance.RunningInstance;
import np.local.postgres.instance.Tuning;
import np.model.ByteSize;
import np.model.DatabaseId;
import np.model.DatabaseRoute;
import np.model.DatabaseState;
import np.model.DatabaseStatus;
import np.model.WantedDatabase;
import org.jspecify.annotations.Nullable;

/**
 * One database on this machine: what is written about it and what it does now. Its methods take a
 * moment each; whoever changes its data or its process holds {@link #work} meanwhile.
 */
final class Database {
  private static final String TRASHED = "it is in the trash";
  private static final String MAKING = "its data are being made";

  /** One at a time works on it; short for whoever finds it running. */
  final ReentrantLock work = new ReentrantLock();

  /** How many wait for it to run: who only reads its data lets them in. */
  final AtomicInteger waiting = new AtomicInteger();

  /** How its data are made. */
  final Making making = new Making();

  /** Says when it may sleep. */
  final Activity activity = new Activity();

  private RecordStore.Stored stored;
  private DatabaseState state;
  private String why = "";
  private @Nullable RunningInstance running;
  private boolean unsure;
  private ByteSize size;
  private long sizeSince = System.nanoTime();

  Database(RecordStore.Stored stored) {
    this.stored = stored;
    this.state = DatabaseState.SLEEPING;
    this.size = stored.record().size().orElse(new ByteSize(0));
  }

  synchronized RecordStore.Stored stored() {
    return stored;
  }

  synchronized DatabaseRecord record() {
    return stored.record();
  }

  /** After it has been written. */
  synchronized void stored(RecordStore.Stored next) {
    stored = next;
    notifyAll();
  }

  DatabaseId id() {
    return wanted().id();
  }

  WantedDatabase wanted() {
    return record().wanted();
  }

  boolean isTrashed() {
    return wanted().presence() == WantedDatabase.Presence.TRASHED;
  }

  boolean isRemoved() {
    return record().stage() == DatabaseRecord.Stage.REMOVED;
  }

  /**
   * Waits so long for the data that are wanted; whether they are there, whatever happens to np.
   *
   * @throws IOException with the reason when they could not be made
   */
  synchronized boolean awaitData(Duration most) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!hasData()) {
      long left = deadline - System.nanoTime();
      if (hasFailedData()) {
        throw new IOException(why);
      }
      if (left <= 0 || isRemoved()) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  /** Before that they are made anew when np ends. */
  private boolean hasData() {
    return record().doneNow().isPresent();
  }

  private boolean hasFailedData() {
    return making.hasFailed(record().epoch());
  }

  /** Whether the data that are wanted have been made since np has started. */
  boolean hasMade() {
    return making.made(record().epoch()).isPresent();
  }

  /** What database and owner are called in these data; empty: nobody knows what is in them. */
  synchronized Optional<Names> names(int epoch) {
    return record().done().filter(each -> each.epoch() == epoch).isPresent()
        ? Optional.of(Names.of(wanted().label()))
        : making.made(epoch);
  }

  synchronized DatabaseState state() {
    return state;
  }

  synchronized void move(DatabaseState next, String reason) {
    state = next;
    why = reason;
  }

  synchronized void runs(RunningInstance instance, String remark) {
    running = instance;
    activity.touch();
    move(DatabaseState.RUNNING, remark);
  }

  /** It has no process any more. */
  synchronized void ended(DatabaseState next, String reason) {
    running = null;
    move(next, reason);
  }

  /** What was to be done was not; what runs goes on running. */
  synchronized void failed(String reason) {
    making.failed();
    if (running != null && !running.hasEnded()) {
      move(DatabaseState.RUNNING, reason);
    } else {
      ended(DatabaseState.FAILED, reason);
    }
    notifyAll();
  }

  /** An earlier np may have left a process that this one has not found yet. */
  synchronized void doubt() {
    unsure = true;
    move(DatabaseState.STARTING, "it is looked for");
  }

  /** Whether that is so; then nobody may start, stop, copy or remove it. */
  synchronized boolean isUnsure() {
    return unsure;
  }

  /** It is known now. */
  synchronized void settle() {
    unsure = false;
  }

  /** Its process, whatever it does. */
  synchronized Optional<RunningInstance> process() {
    return Optional.ofNullable(running);
  }

  /** Its process if it takes connections; that counts as activity. */
  synchronized Optional<RunningInstance> use() {
    if (state != DatabaseState.RUNNING || running == null || running.hasEnded()) {
      return Optional.empty();
    }
    activity.touch();
    return Optional.of(running);
  }

  /** How long it may still do nothing before it sleeps; empty: for ever. */
  synchronized Optional<Duration> patience() {
    return record().wanted().settings().sleep().map(activity::left);
  }

  /** Begins to stop it unless it is in use. */
  synchronized boolean retire() {
    boolean idle = patience().filter(left -> !left.isPositive()).isPresent();
    if (idle) {
      move(DatabaseState.STOPPING, "nobody has used it for a while");
    }
    return idle;
  }

  synchronized Optional<Instant> lastActive() {
    return activity.last().or(() -> record().lastActive());
  }

  synchronized void measured(ByteSize measured) {
    size = measured;
    sizeSince = System.nanoTime();
  }

  synchronized ByteSize size() {
    return size;
  }

  /** Whether it was measured so long ago that it may have changed since, as it runs. */
  synchronized boolean hasOldSize(Duration longest) {
    return running != null && System.nanoTime() - sizeSince > longest.toNanos();
  }

  synchronized DatabaseRoute route() {
    WantedDatabase wanted = wanted();
    return new DatabaseRoute(
        wanted.id(),
        stored.generation(),
        wanted.label(),
        record().logins(),
        new Tuning(wanted.settings().memory()).sessions(),
        wanted.settings().sleep(),
        isTrashed() ? Optional.of(TRASHED) : Optional.empty());
  }

  synchronized DatabaseStatus status(String release) {
    DatabaseState shown = shown();
    return new DatabaseStatus(
        id(),
        fulfilled(),
        shown,
        why(shown),
        release,
        Optional.ofNullable(running).map(each -> each.process().pid()),
        activity.sessions(),
        size,
        lastActive());
  }

  /** As long as it has not the data that are wanted, what it does with others says nothing. */
  private DatabaseState shown() {
    return switch (state) {
      case TRASHED, FAILED -> state;
      case PREPARING, STARTING, RUNNING, STOPPING, SLEEPING ->
          hasData() ? state : hasFailedData() ? DatabaseState.FAILED : DatabaseState.PREPARING;
    };
  }

  private String why(DatabaseState shown) {
    return switch (shown) {
      case TRASHED -> TRASHED;
      case PREPARING -> state == DatabaseState.RUNNING || why.isEmpty() ? MAKING : why;
      case STARTING, RUNNING, STOPPING, SLEEPING, FAILED -> why;
    };
  }

  /** What is not done in a sleeping one is done before anybody sees it. */
  private long fulfilled() {
    long done = record().doneNow().map(DatabaseRecord.Done::generation).orElse(0L);
    return switch (state) {
      case TRASHED -> wanted().generation();
      case SLEEPING -> hasData() ? wanted().generation() : done;
      case PREPARING, STARTING, RUNNING, STOPPING, FAILED -> done;
    };
  }
}
