package np.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import np.local.postgres.BinariesArchive;
import np.local.postgres.PostgresTemplate;
import np.local.postgres.instance.PostgresRelease;
import np.local.postgres.keep.KeeperSetup;
import np.local.process.DatabaseUids;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * What the distribution has of PostgreSQL: the jars from Maven Central, and, once {@link Training}
 * has run, the same unpacked and data directories to copy.
 *
 * @param distributed the directory
 */
record PostgresFiles(Path distributed) {
  /** That of the control database. */
  static final String VERSION = "18.6";

  /** Those that databases may run, each with the SHA-256 of its jar. */
  static final Map<String, String> CHECKSUMS =
      Map.of(
          VERSION,
          "008ee189eaa7ca2b58bd01dd950291e638b998392cf982297acd4779ec898ac1",
          "17.11",
          "0dd7b72b6f335b8ecfb355fa24c5781e8a93edd09880bb77eb52ebbf29b3e96d");

  /** Those that came with np, wherever it was built. */
  List<PostgresRelease> releases() {
    return CHECKSUMS.keySet().stream()
        .map(version -> PostgresRelease.of(version, unpacked(version)))
        .toList();
  }

  /** Those of a home, unpacked there: not every user may enter the directory np was built in. */
  List<PostgresRelease> install(Home home) {
    List<PostgresRelease> releases = new ArrayList<>();
    for (String version : CHECKSUMS.keySet()) {
      releases.add(PostgresRelease.of(version, install(home, version)));
    }
    return releases;
  }

  /** Puts the binaries into the home; they are there whole or not at all. */
  Path install(Home home, String version) {
    Path directory = directory(home, version);
    if (Files.isExecutable(directory.resolve("bin/postgres"))) {
      return directory;
    }
    try {
      install(version, directory);
      return directory;
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED,
          "the PostgreSQL binaries cannot be unpacked: " + e.getMessage(),
          "check the disk; building np again brings " + distributed + " back",
          e);
    }
  }

  /** Where they are in a home. */
  static Path directory(Home home, String version) {
    return home.root().resolve("postgres").resolve(version);
  }

  private void install(String version, Path directory) throws IOException {
    if (!Files.isReadable(unpacked(version).resolve("bin/postgres"))) {
      new BinariesArchive(jar(version)).unpackTo(directory);
      return;
    }
    Path fresh = directory.resolveSibling(".link-" + ProcessHandle.current().pid());
    new FileTree(fresh).delete();
    new FileTree(directory.resolveSibling(".")).create("rwxr-xr-x");
    new FileTree(unpacked(version)).linkTo(fresh);
    try {
      Files.move(fresh, directory);
    } catch (IOException e) {
      if (!Files.isExecutable(directory.resolve("bin/postgres"))) {
        throw e;
      }
      new FileTree(fresh).delete(); // another program of np was faster
    }
  }

  /** Unpacks what {@link #install} then only links. */
  void unpack() throws IOException {
    for (Map.Entry<String, String> each : CHECKSUMS.entrySet()) {
      BinariesArchive archive = new BinariesArchive(jar(each.getKey()));
      archive.verify(each.getValue());
      archive.unpackTo(unpacked(each.getKey()));
    }
  }

  /** A data directory with the tables of this np. */
  PostgresTemplate template() {
    return new PostgresTemplate(distributed.resolve("template"));
  }

  /** Data directories for databases of tenants. */
  Path templates() {
    return distributed.resolve("templates");
  }

  /**
   * Makes {@link #templates} anew.
   *
   * @param scratch a platform's home
   */
  void makeTemplates(Home scratch) throws IOException {
    HomeLayout layout = new HomeLayout(scratch.root());
    new FileTree(templates()).delete();
    Files.createDirectories(templates());
    KeeperSetup.prepare(install(scratch), templates(), DatabaseUids.of(layout));
  }

  private Path unpacked(String version) {
    return distributed.resolve(version);
  }

  private Path jar(String version) throws IOException {
    try (Stream<Path> files = Files.list(distributed)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-" + version + ".0.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no jar of " + version + " in " + distributed));
    }
  }
}
