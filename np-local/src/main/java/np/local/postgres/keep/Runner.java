package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import np.local.postgres.instance.Extensions;
import np.local.postgres.instance.InstanceLauncher;
import np.local.postgres.instance.InstancePlace;
import np.local.postgres.instance.InstanceSettings;
import np.local.postgres.instance.PostgresRelease;
import np.local.postgres.instance.RunningInstance;
import np.local.postgres.instance.Tuning;
import np.local.storage.DataOwner;
import np.local.storage.FileTree;
import np.model.ByteSize;
import np.model.DatabaseSettings;
import np.model.DatabaseState;
import np.model.NpException;
import np.model.WantedDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops the processes of databases; whoever calls it holds the work on the database. */
final class Runner {
  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  private final Keeping keeping;
  private final Storage storage;
  private final InstanceLauncher launcher;
  private final Watch watch;
  private final Provisioner provisioner;

  /** Is told of every instance that runs from now on. */
  @FunctionalInterface
  interface Watch {
    void begin(Database database, RunningInstance instance);
  }

  Runner(Keeping keeping, Storage storage, InstanceLauncher launcher, Watch watch) {
    this.keeping = keeping;
    this.storage = storage;
    this.launcher = launcher;
    this.watch = watch;
    this.provisioner = new Provisioner(keeping);
  }

  /** Returns when it takes connections and everything inside is as wanted; its data are there. */
  void run(Database database) throws IOException, InterruptedException {
    settle(database);
    if (database.process().filter(instance -> !instance.hasEnded()).isPresent()) {
      return;
    }
    InstancePlace place = place(database);
    Runnable telling = () -> {};
    if (database.state() != DatabaseState.STARTING) {
      database.move(DatabaseState.STARTING, "it starts");
      telling = () -> keeping.tell(database);
    }
    WantedDatabase wanted = database.wanted();
    PostgresRelease release = keeping.release(wanted.version());
    take(database, launcher.start(release, settings(wanted, place), place, telling));
  }

  /**
   * Takes over the one that an earlier np has left running, and ends what cannot be used. Whoever
   * holds the work on a database does this before anything else.
   */
  void settle(Database database) throws IOException, InterruptedException {
    if (!database.isUnsure()) {
      return;
    }
    Optional<RunningInstance> found = finished(database).flatMap(launcher::find);
    if (found.isEmpty()) {
      for (Path data : storage.places().allData(database.id())) {
        if (!Places.isUnfinished(data)) { // which was never started, and may still be the parent's
          launcher.clear(place(database, data));
        }
      }
      new FileTree(storage.places().sockets(database.wanted().label())).delete();
      database.settle();
      database.ended(DatabaseState.SLEEPING, "");
      return;
    }
    keeping.move(database, DatabaseState.STARTING, "it is found again");
    launcher.awaitReady(found.get());
    database.settle();
    take(database, found.get());
    measure(database, found.get());
  }

  /** Looks how large its data are now. */
  void measure(Database database, RunningInstance instance) throws IOException {
    database.measured(new ByteSize(new FileTree(instance.place().data()).size()));
  }

  /** The same for one whose first process has ended by itself. */
  void clear(Database database, RunningInstance instance) {
    launcher.clear(instance.place());
    LOG.debug("database={} state=cleared", database.id());
  }

  private void take(Database database, RunningInstance instance)
      throws IOException, InterruptedException {
    String remark;
    try {
      remark = provisioner.provision(database, instance).orElse("");
    } catch (IOException e) {
      instance.watch(() -> {});
      instance.stop();
      throw e;
    }
    database.runs(instance, remark);
    keeping.tell(database);
    watch.begin(database, instance);
  }

  /** Makes what is inside as wanted, if it is not; what is wrong with it. */
  void provision(Database database) throws IOException, InterruptedException {
    Optional<RunningInstance> running = database.process();
    if (running.isPresent()) {
      String remark = provisioner.provision(database, running.get()).orElse("");
      keeping.move(database, DatabaseState.RUNNING, remark);
    }
  }

  /** Returns when it does not run any more; what it knew last is written down. */
  void stop(Database database) throws IOException, InterruptedException {
    settle(database);
    Optional<RunningInstance> running = database.process();
    if (running.isPresent()) {
      provisioner.readLogins(database);
      if (database.state() != DatabaseState.STOPPING) {
        database.move(DatabaseState.STOPPING, "it is being stopped");
      }
      keeping.tell(database);
      running.get().stop();
      stopped(database, running.get());
    }
  }

  private void stopped(Database database, RunningInstance instance) {
    launcher.release(instance.place());
    try {
      new FileTree(instance.place().sockets()).delete();
      measure(database, instance);
    } catch (IOException e) {
      LOG.warn("database={} state=not-cleared: {}", database.id(), e.toString());
    }
    database.ended(DatabaseState.SLEEPING, "");
    rest(database);
    keeping.tell(database);
  }

  /** For people only: it may sleep on a full disk, too. */
  private void rest(Database database) {
    try {
      keeping.write(database, record -> record.rested(database.lastActive(), database.size()));
    } catch (NpException e) {
      LOG.warn("database={} state=not-written: {}", database.id(), e.getMessage());
    }
  }

  /** Lets gateways know the roles and passwords that clients have made. */
  void readLogins(Database database) {
    provisioner.readLogins(database);
  }

  /** Where it is; its data are there. */
  private InstancePlace place(Database database) throws IOException {
    return current(database).orElseThrow(() -> new IOException("its data are not there"));
  }

  private Optional<InstancePlace> current(Database database) throws IOException {
    Optional<Path> data = storage.places().data(database.id(), database.record().epoch());
    return data.isEmpty() ? Optional.empty() : Optional.of(place(database, data.get()));
  }

  /** Only what clients may have been in is worth being taken over; all else is made anew. */
  private Optional<InstancePlace> finished(Database database) throws IOException {
    return database.record().doneNow().isPresent() ? current(database) : Optional.empty();
  }

  private InstancePlace place(Database database, Path data) throws IOException {
    DataOwner owner = DataOwner.of(data);
    int own = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return new InstancePlace(
        storage.places().directory(database.id()),
        data,
        storage.places().sockets(database.wanted().label()),
        owner.files() == own ? Optional.empty() : Optional.of(owner));
  }

  private InstanceSettings settings(WantedDatabase wanted, InstancePlace place) {
    DatabaseSettings chosen = wanted.settings();
    return new InstanceSettings(
        wanted.version(),
        new Tuning(chosen.memory()),
        Extensions.preloaded(chosen.extensions()),
        storage.rootOf(place.data()).store().kind());
  }
}
