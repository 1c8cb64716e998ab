package np.server.builds;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Unpacks into a directory that was made for it and that nobody else writes to, so that no part of
 * a path can be a link: none is ever made here.
 */
final class DirectoryTarget implements ArchiveTarget {
  private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY = mode("rwxr-xr-x");
  private static final FileAttribute<Set<PosixFilePermission>> PLAIN = mode("rw-r--r--");
  private static final FileAttribute<Set<PosixFilePermission>> EXECUTABLE = mode("rwxr-xr-x");
  private static final Set<? extends OpenOption> FRESH =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  private final Path root;

  DirectoryTarget(Path root) {
    this.root = root;
  }

  @Override
  public void directory(ArchivePath path) throws IOException {
    Path directory = resolve(path);
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(directory, DIRECTORY);
    }
  }

  @Override
  public OutputStream file(ArchivePath path, FileMode mode) throws IOException {
    FileAttribute<?> permissions = mode == FileMode.EXECUTABLE ? EXECUTABLE : PLAIN;
    return Channels.newOutputStream(Files.newByteChannel(resolve(path), FRESH, permissions));
  }

  private Path resolve(ArchivePath path) {
    Path resolved = root;
    for (String part : path.parts()) {
      resolved = resolved.resolve(part);
    }
    return resolved;
  }

  private static FileAttribute<Set<PosixFilePermission>> mode(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }
}
