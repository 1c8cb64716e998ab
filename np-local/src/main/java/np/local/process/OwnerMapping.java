package np.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import np.local.storage.DataOwner;
import np.local.storage.MappedData;
import np.local.storage.UserNamespace;

/**
 * Shows processes the files of another user as theirs, without a change to any of them. What the
 * owners are is said by a user namespace; those that were used last are kept for the next time.
 */
public final class OwnerMapping {
  /** A descriptor each. */
  private static final int KEPT = 64;

  private final Path unshare;
  private final Map<DataOwner, UserNamespace> kept = new LinkedHashMap<>();

  /**
   * @param unshare the program unshare(1)
   */
  public OwnerMapping(Path unshare) {
    this.unshare = unshare;
  }

  /** The files of this directory as those of the user; empty where the machine cannot do it. */
  public Optional<MappedData> open(Path data, DataOwner owner) throws IOException {
    UserNamespace namespace = take(owner);
    try {
      return MappedData.of(data, namespace);
    } finally {
      giveBack(owner, namespace);
    }
  }

  private UserNamespace take(DataOwner owner) throws IOException {
    UserNamespace known;
    synchronized (kept) {
      known = kept.remove(owner);
    }
    return known != null ? known : make(owner);
  }

  private void giveBack(DataOwner owner, UserNamespace namespace) {
    synchronized (kept) {
      UserNamespace other = kept.put(owner, namespace);
      if (other != null) {
        other.close();
      }
      Iterator<UserNamespace> eldest = kept.values().iterator();
      while (kept.size() > KEPT) {
        eldest.next().close();
        eldest.remove();
      }
    }
  }

  /** One in which the user of the processes has the number that the files have. */
  private UserNamespace make(DataOwner owner) throws IOException {
    Process inside = new ProcessBuilder(unshare.toString(), "--user", "/bin/cat").start();
    try {
      awaitEcho(inside);
      Path process = Path.of("/proc", Long.toString(inside.pid()));
      String line = owner.files() + " " + owner.user() + " 1\n";
      Files.writeString(process.resolve("uid_map"), line);
      Files.writeString(process.resolve("gid_map"), line);
      return UserNamespace.of(inside.pid());
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
}
