package np.edge.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open directory. Names are looked up in it by openat, never as a path, and no symbolic link is
 * followed: whatever the app's build has put there, nothing outside can be reached. What is neither
 * a directory nor a regular file is never opened, as opening a pipe would wait for ever.
 */
final class Folder implements AutoCloseable {
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  private final SecureDirectoryStream<Path> stream;

  private Folder(SecureDirectoryStream<Path> stream) {
    this.stream = stream;
  }

  /** Opens a directory of the platform's own. */
  @SuppressWarnings("StreamResourceLeak") // closed with the folder
  static Folder open(Path directory) throws IOException {
    DirectoryStream<Path> opened = Files.newDirectoryStream(directory);
    if (opened instanceof SecureDirectoryStream<Path> secure) {
      return new Folder(secure);
    }
    opened.close();
    throw new IOException("this system cannot open files safely below " + directory);
  }

  /** The attributes of a regular file or a directory with this name; null when there is none. */
  @Nullable BasicFileAttributes find(String name) {
    try {
      BasicFileAttributes found =
          stream
              .getFileAttributeView(
                  Path.of(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes();
      return found.isRegularFile() || found.isDirectory() ? found : null;
    } catch (IOException | InvalidPathException e) {
      return null; // not there, a name that this system cannot have, or not for us
    }
  }

  /** The attributes of a regular file with this name; null when there is none. */
  @Nullable BasicFileAttributes findFile(String name) {
    BasicFileAttributes found = find(name);
    return found != null && found.isRegularFile() ? found : null;
  }

  /** The directory with this name, to be closed; null when there is none. */
  @Nullable Folder enter(String name) throws IOException {
    BasicFileAttributes found = find(name);
    if (found == null || !found.isDirectory()) {
      return null;
    }
    try {
      return new Folder(stream.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS));
    } catch (FileSystemException e) {
      return null; // it has just gone, or is a link now
    }
  }

  /** The regular file with this name, to be closed. */
  FileChannel read(String name) throws IOException {
    if (findFile(name) == null) {
      throw new IOException("no such file: " + name);
    }
    SeekableByteChannel opened = stream.newByteChannel(Path.of(name), READ);
    if (opened instanceof FileChannel file) {
      return file;
    }
    opened.close();
    throw new IOException("not a file: " + name);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
