package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import np.local.postgres.instance.BackupCopy;
import np.local.postgres.instance.InstanceStyle;
import np.local.postgres.instance.Names;
import np.local.postgres.instance.Provisioning;
import np.local.postgres.instance.RunningInstance;
import np.local.process.DatabaseUids;
import np.local.storage.DataRoot;
import np.local.storage.TreeCopy;
import np.model.DatabaseState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the data of a database while it goes on with what it does. A running one is copied by a
 * snapshot or a base backup; a sleeping one as it is, and whoever wakes it meanwhile goes first.
 */
final class Branching {
  private static final Logger LOG = LoggerFactory.getLogger(Branching.class);
  private static final int ATTEMPTS = 5;
  private static final long LOOK_EVERY_MILLIS = 100;

  private final Storage storage;
  private final DatabaseUids uids;
  private final InstanceStyle style;
  private final Settler settler;

  Branching(Storage storage, DatabaseUids uids, InstanceStyle style, Settler settler) {
    this.storage = storage;
    this.uids = uids;
    this.style = style;
    this.settler = settler;
  }

  /** Finds out whether a database runs. */
  @FunctionalInterface
  interface Settler {
    void settle(Database database) throws IOException, InterruptedException;
  }

  /** Ends a copy because its source is to be used, or its target not any more. */
  private static final class GivenUp extends IOException {
    private static final long serialVersionUID = 1L;

    GivenUp(String why) {
      super(why);
    }
  }

  /**
   * A copy of data.
   *
   * @param names of database and owner in it
   * @param isOnDisk whether what is in its files is on disk already
   */
  record Copy(Names names, boolean isOnDisk) {}

  /** Makes a directory that can be started, once it is on disk. */
  Copy copy(Database parent, Database child, Path target) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      awaitData(parent, child);
      try {
        return copyOnce(parent, child, target);
      } catch (IOException e) {
        storage.rootOf(target).store().delete(target);
        if (attempt == ATTEMPTS || child.isRemoved()) {
          throw e;
        }
        LOG.info("database={} branch=again attempt={} why={}", child.id(), attempt, e.toString());
      }
    }
  }

  /** Both may have been asked for in the same moment, or np may have died while it made both. */
  private static void awaitData(Database parent, Database child)
      throws IOException, InterruptedException {
    while (isBeingMade(parent)) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      checkWanted(child);
    }
  }

  private static boolean isBeingMade(Database parent) {
    boolean known = parent.record().doneNow().isPresent() || parent.hasMade();
    return switch (parent.state()) {
      case PREPARING -> true;
      case SLEEPING, STARTING -> !known && parent.process().isEmpty() && !parent.isRemoved();
      case RUNNING, STOPPING, FAILED, TRASHED -> false;
    };
  }

  private Copy copyOnce(Database parent, Database child, Path target)
      throws IOException, InterruptedException {
    while (!parent.work.tryLock(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      Optional<RunningInstance> running = running(parent);
      if (running.isPresent()) {
        return copyRunning(parent, running.get(), child, target);
      }
      checkWanted(child);
    }
    try {
      settler.settle(parent);
      Optional<RunningInstance> running = running(parent);
      if (running.isEmpty()) {
        return copySleeping(parent, child, target);
      }
    } finally {
      parent.work.unlock();
    }
    return copyRunning(parent, running(parent).orElseThrow(), child, target);
  }

  private static Optional<RunningInstance> running(Database parent) {
    return parent.state() == DatabaseState.RUNNING ? parent.process() : Optional.empty();
  }

  private Copy copyRunning(Database parent, RunningInstance running, Database child, Path target)
      throws IOException, InterruptedException {
    DataRoot root = storage.rootOf(target);
    Path data = running.place().data();
    Path socket = running.place().socket();
    Names names = names(parent, data);
    NewOwner owner = NewOwner.begin(data, uids, style);
    try (Provisioning inside = Provisioning.open(socket)) {
      inside.flush();
    }
    if (!root.store().snapshot(data, target)) {
      new BackupCopy(socket, data, () -> checkWanted(child)).copy(root.store(), target);
    }
    clear(target);
    return new Copy(names, owner.finish(target));
  }

  private Copy copySleeping(Database parent, Database child, Path target)
      throws IOException, InterruptedException {
    Path data =
        storage
            .places()
            .data(parent.id(), parent.record().epoch())
            .orElseThrow(() -> new IOException("its parent " + parent.id() + " has no data"));
    Names names = names(parent, data);
    DataRoot root = storage.rootOf(target);
    TreeCopy.Patience patience =
        () -> {
          checkWanted(child);
          if (parent.waiting.get() > 0) {
            throw new GivenUp("its parent is being woken");
          }
        };
    NewOwner owner = NewOwner.begin(data, uids, style);
    if (!root.store().snapshot(data, target)) {
      root.store().copy(new TreeCopy(data, BackupCopy::isOfProcess, patience), target);
    }
    clear(target);
    return new Copy(names, owner.finish(target));
  }

  /** Of the data that are copied, which need not be those that are wanted of the parent by now. */
  private static Names names(Database parent, Path data) throws IOException {
    return parent
        .names(Places.epoch(data))
        .orElseThrow(() -> new IOException("its parent " + parent.id() + " is not finished yet"));
  }

  private static void checkWanted(Database child) throws GivenUp {
    if (child.isRemoved()) {
      throw new GivenUp("nobody wants the branch any more");
    }
  }

  /** A snapshot has what the running parent's process left there. */
  private static void clear(Path target) throws IOException {
    for (String name : new String[] {"postmaster.pid", "postmaster.opts"}) {
      Files.deleteIfExists(target.resolve(name));
    }
  }
}
