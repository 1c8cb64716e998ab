package np.local.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import np.local.storage.FileCalls.Descriptor;

/**
 * A mount namespace (mount_namespaces(7)) that is np's own but for one directory, whose files have
 * other owners there (mount_setattr(2); the kernel knows such mounts since 5.12, for btrfs since
 * 5.15). Nobody is in it until a process enters; it goes with the last one. Whoever opens it closes
 * it, as soon as that has entered.
 */
public final class MappedData implements AutoCloseable {
  private static final Path OWN = Path.of("/proc/thread-self/ns/mnt");

  private final Descriptor namespace;

  private MappedData(Descriptor namespace) {
    this.namespace = namespace;
  }

  /**
   * Makes one.
   *
   * @param data the directory
   * @param owners what its files have for owners
   * @return empty where this kernel or this file system cannot do it
   */
  public static Optional<MappedData> of(Path data, UserNamespace owners) throws IOException {
    try (Descriptor mount = MountCalls.detached(data)) {
      MountCalls.map(mount, owners.descriptor(), data);
      return Optional.of(new MappedData(apart(mount, data)));
    } catch (NativeCalls.Failure e) {
      if (e.isUnsupported() || e.isUnknown() || e.isForbidden()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * By a thread that does nothing else: what a thread starts is in the namespace that it is in, and
   * threads of the virtual machine must never be.
   */
  private static Descriptor apart(Descriptor mount, Path data) throws IOException {
    FutureTask<Descriptor> work = new FutureTask<>(() -> putApart(mount, data));
    Thread thread = Thread.ofPlatform().daemon().name("mapped-data").start(work);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException e) { // it takes a moment, and holds a descriptor
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known
          ? known
          : new IOException(thread.getName() + " failed", e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Descriptor putApart(Descriptor mount, Path data) throws IOException {
    try (Descriptor before = MountCalls.namespace(OWN)) {
      MountCalls.isolate();
      try {
        MountCalls.put(mount, data);
        return MountCalls.namespace(OWN);
      } finally {
        MountCalls.enter(before);
      }
    }
  }

  /** The file by which other processes enter it (setns(2)); as long as it is open. */
  public Path file() {
    return Path.of(
        "/proc",
        Long.toString(ProcessHandle.current().pid()),
        "fd",
        Integer.toString(namespace.number()));
  }

  @Override
  public void close() {
    namespace.close();
  }
}
