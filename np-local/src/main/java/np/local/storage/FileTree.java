package np.local.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A directory with everything below it; symbolic links are never followed.
 *
 * @param root the directory, which need not exist
 */
public record FileTree(Path root) {

  /** Creates the directory with its missing parents; the last one gets exactly these rights. */
  public FileTree create(String permissions) throws IOException {
    Files.createDirectories(root);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString(permissions));
    return this;
  }

  /** Gives the whole tree to a user and the group of the same number; needs root. */
  public void giveTo(int uid) throws IOException {
    TreeOwner.give(root, uid);
  }

  /** Gives every directory and every file of the tree exactly these rights. */
  public void permit(String directories, String files) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            set(directory, directories);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile()) {
              set(file, files);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void set(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /**
   * Copies the whole tree to {@code target}, which must not exist, as files of np's own user with
   * the same rights.
   */
  public void copyTo(Path target) throws IOException {
    copy(target, Files::copy);
  }

  /**
   * The same without a second copy on the disk where the two directories are on one file system and
   * may be linked (link(2)); the files must not be changed afterwards.
   */
  public void linkTo(Path target) throws IOException {
    copy(target, FileTree::linkOrCopy);
  }

  /** Makes one file from another. */
  @FunctionalInterface
  private interface Copy {
    void copy(Path file, Path target, CopyOption... options) throws IOException;
  }

  private void copy(Path target, Copy copy) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Path made = Files.createDirectory(target.resolve(root.relativize(directory)));
            Files.setPosixFilePermissions(made, Files.getPosixFilePermissions(directory));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            copy.copy(file, target.resolve(root.relativize(file)), LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void linkOrCopy(Path file, Path target, CopyOption... options) throws IOException {
    try {
      if (!Files.isSymbolicLink(file)) {
        Files.createLink(target, file);
        return;
      }
    } catch (IOException | UnsupportedOperationException elsewhere) {
      // another file system, or somebody else's files: protected_hardlinks, proc(5)
    }
    Files.copy(file, target, options);
  }

  /** Whether the directory itself belongs to this user. */
  public boolean belongsTo(int uid) throws IOException {
    return Files.getAttribute(root, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(uid);
  }

  /** Has the names in the directory itself brought to the disk (fsync(2)). */
  public void sync() throws IOException {
    try (FileChannel channel = FileChannel.open(root, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** What its files take, in bytes; what goes away meanwhile does not count. */
  public long size() throws IOException {
    long[] sum = new long[1];
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }

  /** Removes all of it; nothing happens when it does not exist. */
  public void delete() throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
