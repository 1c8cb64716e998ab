package np.local.postgres.keep;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import np.local.process.ProcessRef;
import np.local.process.ProcessTable;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.local.storage.UidRange;

/** What databases have on this machine while no {@link DatabaseKeeper} looks after them. */
public final class DatabaseRemains {
  private static final int SIGINT = 2;
  private static final int SIGKILL = 9;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ProcessTable processes;
  private final HomeLayout layout;
  private final UidRange uids;
  private final List<Path> roots;
  private final VolumeImage image;

  private DatabaseRemains(ProcessTable processes, HomeLayout layout) {
    this.processes = processes;
    this.layout = layout;
    this.uids = UidRange.of(layout);
    this.roots = new Places(layout).roots();
    this.image = new VolumeImage(layout);
  }

  /** Those of the platform in this directory. */
  public static DatabaseRemains of(HomeLayout layout) {
    return new DatabaseRemains(ProcessTable.running(), layout);
  }

  /** Whether an instance runs. */
  public boolean runAnything() {
    return !running().isEmpty();
  }

  /**
   * Ends the instances, which recover at their next start if they take long, and takes the
   * directories of their sockets and the volume from their places.
   *
   * @throws IOException when the volume is in use
   */
  public void end() throws IOException {
    first(running()).forEach(each -> processes.signal(each, SIGINT)); // PostgreSQL: fast shutdown
    if (!processes.awaitEnd(running(), PATIENCE)) {
      running().forEach(each -> processes.signal(each, SIGKILL));
      processes.awaitEnd(running(), PATIENCE);
    }
    new FileTree(new Places(layout).sockets()).delete();
    if (image.exists()) {
      image.unmount();
    }
  }

  private List<ProcessRef> running() {
    return processes.all().stream().filter(this::isDatabase).toList();
  }

  private boolean isDatabase(ProcessRef process) {
    int owner = processes.owner(process).orElse(0);
    return (owner >= uids.firstOfDatabases() && owner <= uids.last())
        || roots.stream().anyMatch(root -> processes.worksBelow(process, root));
  }

  /** Those that were not begun by one of them. */
  private static List<ProcessRef> first(List<ProcessRef> all) {
    Set<Long> pids = all.stream().map(ProcessRef::pid).collect(Collectors.toSet());
    return all.stream().filter(each -> !pids.contains(parent(each))).toList();
  }

  private static long parent(ProcessRef process) {
    return ProcessHandle.of(process.pid())
        .flatMap(ProcessHandle::parent)
        .map(ProcessHandle::pid)
        .orElse(0L);
  }
}
