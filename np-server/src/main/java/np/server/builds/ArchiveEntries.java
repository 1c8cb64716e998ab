package np.server.builds;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import np.model.Digest;
import np.model.SourceTree;
import np.server.builds.ArchiveTarget.FileMode;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Carries the entries of one archive to their target. */
final class ArchiveEntries {
  private static final int OWNER_EXECUTES = 0100;

  private final TarArchiveInputStream tar;
  private final Meters meters;
  private final ArchiveTarget target;
  private final Map<String, SourceTree.Entry> files = new HashMap<>();
  private final Set<ArchivePath> directories = new HashSet<>();
  private final byte[] buffer = new byte[1 << 16];

  ArchiveEntries(TarArchiveInputStream tar, Meters meters, ArchiveTarget target) {
    this.tar = tar;
    this.meters = meters;
    this.target = target;
  }

  Map<String, SourceTree.Entry> readAll() throws IOException {
    for (TarArchiveEntry entry = next(); entry != null; entry = next()) {
      meters.expectContent(entry.getSize());
      ArchivePath path = ArchivePath.parse(entry.getName(), meters.limits());
      if (entry.isSparse() || !(isPlainFile(entry) || entry.isDirectory())) {
        throw BadArchive.entry(entry.getName(), "is " + kind(entry));
      }
      path.parents().forEach(this::directory);
      if (entry.isDirectory()) {
        refuseContent(entry);
        directory(path);
      } else {
        file(path, entry);
      }
    }
    return files;
  }

  private @Nullable TarArchiveEntry next() throws IOException {
    meters.expectHeader();
    return tar.getNextEntry();
  }

  /** {@link TarArchiveEntry#isFile} is true for kinds that it does not know. */
  private static boolean isPlainFile(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return !entry.isDirectory() && (kind == '0' || kind == 0);
  }

  private static String kind(TarArchiveEntry entry) {
    return switch (entry.getLinkFlag()) {
      case '1' -> "a hard link";
      case '2' -> "a symbolic link";
      case '3', '4' -> "a device";
      case '6' -> "a FIFO";
      default -> entry.isSparse() ? "a sparse file" : "of an unknown kind";
    };
  }

  private static void refuseContent(TarArchiveEntry entry) {
    if (entry.getSize() != 0) {
      throw BadArchive.entry(entry.getName(), "is a directory with content");
    }
  }

  private void directory(ArchivePath path) {
    if (path.isRoot() || directories.contains(path)) {
      return;
    }
    if (files.containsKey(path.toString())) {
      throw BadArchive.entry(path.toString(), "is both a file and a directory");
    }
    TargetFailure.guard(
        () -> {
          target.directory(path);
          return directories.add(path);
        });
  }

  private void file(ArchivePath path, TarArchiveEntry entry) throws IOException {
    if (path.isRoot() || directories.contains(path)) {
      throw BadArchive.entry(entry.getName(), "is both a file and a directory");
    }
    if (files.containsKey(path.toString())) {
      throw BadArchive.entry(entry.getName(), "occurs twice");
    }
    boolean executable = (entry.getMode() & OWNER_EXECUTES) != 0;
    FileMode mode = executable ? FileMode.EXECUTABLE : FileMode.PLAIN;
    OutputStream out = TargetFailure.guard(() -> target.file(path, mode));
    files.put(path.toString(), new SourceTree.Entry(copy(out), executable));
  }

  private Digest copy(OutputStream out) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    try (Closing closing = new Closing(out)) {
      for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
        meters.checkRatio();
        sha256.update(buffer, 0, read);
        closing.write(buffer, read);
      }
    }
    return Digest.of(sha256);
  }

  /** An output whose failures are the target's. */
  private record Closing(OutputStream out) implements AutoCloseable {
    void write(byte[] bytes, int length) {
      TargetFailure.guard(
          () -> {
            out.write(bytes, 0, length);
            return length;
          });
    }

    @Override
    public void close() {
      TargetFailure.guard(
          () -> {
            out.close();
            return true;
          });
    }
  }
}
