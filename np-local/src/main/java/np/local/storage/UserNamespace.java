package np.local.storage;

import java.io.IOException;
import java.nio.file.Path;
import np.local.storage.FileCalls.Descriptor;

/**
 * A user namespace (user_namespaces(7)), kept alive by a descriptor alone. Whoever opens it closes
 * it.
 */
public final class UserNamespace implements AutoCloseable {
  private final Descriptor descriptor;

  private UserNamespace(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** That of a process, which may end then. */
  public static UserNamespace of(long pid) throws IOException {
    return new UserNamespace(
        MountCalls.namespace(Path.of("/proc", Long.toString(pid), "ns", "user")));
  }

  Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
