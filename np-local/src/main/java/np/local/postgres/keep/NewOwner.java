package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import np.local.postgres.instance.InstanceStyle;
import np.local.process.DatabaseUids;
import np.local.storage.DataOwner;
import np.local.storage.FileTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a copy of data to a user of its own. To change the owner of a thousand files would be most
 * of the work of a snapshot: where instances can be shown the files of another user as theirs, a
 * snapshot's stay what they are. Then they are out of that user's reach by the directory that they
 * lie in.
 */
final class NewOwner {
  private static final Logger LOG = LoggerFactory.getLogger(NewOwner.class);
  private static final int ROOT = 0;

  private final OptionalInt uid;
  private final FutureTask<Boolean> mapped;

  private NewOwner(OptionalInt uid, FutureTask<Boolean> mapped) {
    this.uid = uid;
    this.mapped = mapped;
  }

  /** Finds out what is possible while these data are copied; the copy gets a user id. */
  static NewOwner begin(Path source, DatabaseUids uids, InstanceStyle style) throws IOException {
    OptionalInt uid = uids.next();
    if (uid.isEmpty()) {
      return new NewOwner(uid, new FutureTask<>(() -> false));
    }
    DataOwner now = DataOwner.of(source);
    DataOwner next = new DataOwner(now.files(), uid.getAsInt(), now.isChanging());
    FutureTask<Boolean> mapped = new FutureTask<>(() -> style.maps(source, next));
    Thread.ofPlatform().daemon().name("database-owner").start(mapped);
    return new NewOwner(uid, mapped);
  }

  /**
   * Does it.
   *
   * @return whether the files were left as they are
   */
  boolean finish(Path copy) throws IOException, InterruptedException {
    if (uid.isEmpty()) {
      return false;
    }
    FileTree above = new FileTree(copy.resolveSibling(".").normalize());
    Optional<DataOwner> shown = shown(DataOwner.of(copy).files());
    if (shown.isPresent()) {
      above.create("rwx------");
      shown.get().write(copy);
      return true;
    }
    DataOwner.forget(copy);
    new FileTree(copy).giveTo(uid.getAsInt());
    above.create("rwx--x--x");
    return false;
  }

  /** What np itself has copied is root's. */
  private Optional<DataOwner> shown(int files) throws InterruptedException {
    try {
      return files != ROOT && mapped.get()
          ? Optional.of(new DataOwner(files, uid.getAsInt()))
          : Optional.empty();
    } catch (ExecutionException e) {
      LOG.warn("owner=given: {}", e.toString());
      return Optional.empty();
    }
  }
}
