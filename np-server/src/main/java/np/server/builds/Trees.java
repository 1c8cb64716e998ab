package np.server.builds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;

/**
 * Deletes directories that tenants wrote to. Every step opens relative to the directory before it
 * and follows no link (openat(2), O_NOFOLLOW), so that a swapped path cannot lead out.
 */
final class Trees {
  private Trees() {}

  /** Deletes a file or a directory with all that is in it; nothing happens when it is absent. */
  static void delete(Path path) {
    try {
      deleteFrom(path);
    } catch (NoSuchFileException e) {
      // Somebody was faster: it is gone, as wanted.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path, e);
    }
  }

  private static void deleteFrom(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
      return;
    }
    Path parent = path.toAbsolutePath().getParent();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent)) {
      if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
        throw new IOException("this file system has no safe way to delete directories");
      }
      deleteDirectory(secure, path.getFileName());
    }
  }

  private static void deleteDirectory(SecureDirectoryStream<Path> parent, Path name)
      throws IOException {
    try (SecureDirectoryStream<Path> inside =
        parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      for (Path each : inside) {
        deleteEntry(inside, each.getFileName());
      }
    }
    parent.deleteDirectory(name);
  }

  private static void deleteEntry(SecureDirectoryStream<Path> parent, Path name)
      throws IOException {
    BasicFileAttributeView view =
        parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view.readAttributes().isDirectory()) {
      deleteDirectory(parent, name);
    } else {
      parent.deleteFile(name);
    }
  }
}
