package np.local.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import np.local.storage.FileCalls.Descriptor;

/**
 * A user namespace (user_namespaces(7)) in which a user has another number than outside. It is kept
 * alive by its descriptor alone.
 *
 * @param descriptor of the namespace
 */
record UserNamespace(Descriptor descriptor) implements AutoCloseable {

  /**
   * The one in which the user of the processes has the number that the files have. Their groups
   * change places: the kernel writes to nothing of which it knows no group, and the group of the
   * directory itself is the user's ({@link DataOwner}).
   *
   * @param unshare the program unshare(1)
   */
  static UserNamespace of(Path unshare, DataOwner owner) throws IOException {
    Process inside = new ProcessBuilder(unshare.toString(), "--user", "/bin/cat").start();
    try {
      awaitEcho(inside);
      Path process = Path.of("/proc", Long.toString(inside.pid()));
      String change = owner.files() + " " + owner.user() + " 1\n";
      String back = owner.user() + " " + owner.files() + " 1\n";
      Files.writeString(process.resolve("uid_map"), change);
      Files.writeString(process.resolve("gid_map"), change + back);
      return new UserNamespace(MountCalls.namespace(process.resolve("ns/user")));
    } finally {
      inside.destroyForcibly();
    }
  }

  /** Whoever echoes is cat(1), and so in its namespace. */
  private static void awaitEcho(Process process) throws IOException {
    OutputStream question = process.getOutputStream();
    InputStream answer = process.getInputStream();
    question.write('\n');
    question.flush();
    if (answer.read() != '\n') {
      String why =
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      throw new IOException("a user namespace cannot be made: " + why);
    }
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
