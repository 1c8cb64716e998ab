package np.local.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Predicate;
import np.local.storage.FileCalls.Descriptor;
import org.jspecify.annotations.Nullable;

/**
 * Copies a directory whose files may be written and removed meanwhile. Only directories and regular
 * files are copied; rights are kept, the owner is np's own user.
 *
 * @param source what
 * @param leftOut which paths below it, relative, are not copied, with all that is below them
 * @param patience asked before each file and piece of a file
 */
public record TreeCopy(Path source, Predicate<Path> leftOut, Patience patience) {
  /** Ends a copy that has become unwanted. */
  @FunctionalInterface
  public interface Patience {
    /** For copies that nobody ends. */
    Patience ENDLESS = () -> {};

    /** Throws when the copy should end. */
    void check() throws IOException;
  }

  /** How one file is copied, from what is open to a new and empty file. */
  @FunctionalInterface
  interface FileCopy {
    void copy(Descriptor from, Descriptor to, Path target) throws IOException;
  }

  /** Byte by byte, in the kernel where it can (copy_file_range(2)). */
  public void copyBytes(Path target) throws IOException {
    copy(target, this::copyBytes);
  }

  /** By this means; the target must not exist, or be an empty directory. */
  void copy(Path target, FileCopy means) throws IOException {
    try (SourceTree tree = new SourceTree(source)) {
      Files.walkFileTree(source, new Visitor(tree, target, means));
    }
  }

  /** One file of it. */
  void copyBytes(Descriptor from, Descriptor to, Path target) throws IOException {
    long copied = 0;
    long piece = SourceTree.copyPiece(from, to, target);
    while (piece > 0) {
      if (piece == SourceTree.PIECE) {
        FileCalls.beginToSync(to, copied, piece);
      }
      copied += piece;
      patience.check();
      piece = SourceTree.copyPiece(from, to, target);
    }
  }

  private static Set<PosixFilePermission> rights(String text) {
    return PosixFilePermissions.fromString(text);
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final SourceTree tree;
    private final Path target;
    private final FileCopy means;

    Visitor(SourceTree tree, Path target, FileCopy means) {
      this.tree = tree;
      this.target = target;
      this.means = means;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      Path relative = source.relativize(directory);
      if (leftOut.test(relative)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Path made = target.resolve(relative);
      if (!Files.isDirectory(made)) {
        Files.createDirectory(made, PosixFilePermissions.asFileAttribute(rights("rwx------")));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Path relative = source.relativize(file);
      if (attributes.isRegularFile() && !leftOut.test(relative)) {
        patience.check();
        copyIfThere(file, target.resolve(relative));
      }
      return FileVisitResult.CONTINUE;
    }

    private void copyIfThere(Path file, Path copy) throws IOException {
      try (Descriptor from = tree.open(file)) {
        Files.createFile(copy, PosixFilePermissions.asFileAttribute(rights("rw-------")));
        try (Descriptor to = FileCalls.open(copy, FileCalls.Mode.WRITE)) {
          means.copy(from, to, copy);
        }
      } catch (NoSuchFileException e) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          throw e;
        }
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException && !file.equals(source)) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null && !(failure instanceof NoSuchFileException)) {
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
