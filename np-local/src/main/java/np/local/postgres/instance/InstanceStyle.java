package np.local.postgres.instance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import np.local.process.LaunchPlatform;
import np.local.process.OwnerMapping;
import np.local.process.ProcessRef;
import np.local.process.Tools;
import np.local.storage.DataOwner;

/** How the processes of instances are started on this machine. */
public interface InstanceStyle {

  /** In sandboxes where this machine and this user have them, else as plain processes. */
  static InstanceStyle on(LaunchPlatform machine) {
    return machine
        .confinement()
        .<InstanceStyle>map(
            each ->
                new ConfinedInstances(
                    each, Tools.SYSTEM.find("unshare").map(OwnerMapping::new), machine.processes()))
        .orElseGet(() -> new PlainInstances(Tools.SYSTEM, machine.processes()));
  }

  /** The name of the operating system's user that np is, as an instance sees it. */
  String user();

  /** Where its processes share what grows while they run. */
  SharedMemory sharedMemory();

  /**
   * Whether it starts those whose data are the files of another user, which stay that one's.
   *
   * @throws IOException when that cannot be found out now
   */
  boolean maps(Path data, DataOwner owner) throws IOException;

  /**
   * Starts it: in a session of its own, its output appended to its log, able to outlive this JVM.
   */
  Started start(PostgresRelease release, InstanceSettings settings, InstancePlace place)
      throws IOException;

  /** Its first process has ended in order, all others before it: lets go what is kept for it. */
  void release(InstancePlace place);

  /** Ends every process of it that may still run. */
  void clear(InstancePlace place);

  /** The values of PostgreSQL's dynamic_shared_memory_type that np uses. */
  enum SharedMemory {
    /** Files in the data directory, written at every start: whatever else is short, these work. */
    MMAP,

    /** System V segments: at once there, and gone with the IPC namespace that they are in. */
    SYSV;

    String setting() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What has been started.
   *
   * @param child of this JVM, which ends with it
   * @param first its first process where that is known already; else postmaster.pid names it
   */
  record Started(Process child, Optional<ProcessRef> first) {}
}
