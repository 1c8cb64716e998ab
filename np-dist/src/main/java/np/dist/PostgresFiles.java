package np.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import np.local.postgres.BinariesArchive;
import np.local.postgres.PostgresTemplate;
import np.local.storage.FileTree;

/**
 * What the distribution has of PostgreSQL: the jar from Maven Central, and, once {@link Training}
 * has run, the same unpacked and a data directory to copy.
 *
 * @param distributed the directory
 */
record PostgresFiles(Path distributed) {
  static final String VERSION = "18.6";

  /** Puts the binaries into a directory that does not exist; it is there whole or not at all. */
  void install(Path directory) throws IOException {
    if (!Files.isReadable(unpacked().resolve("bin/postgres"))) {
      new BinariesArchive(jar()).unpackTo(directory);
      return;
    }
    Path fresh = directory.resolveSibling(".link-" + ProcessHandle.current().pid());
    new FileTree(fresh).delete();
    new FileTree(directory.resolveSibling(".")).create("rwxr-xr-x");
    new FileTree(unpacked()).linkTo(fresh);
    Files.move(fresh, directory);
  }

  /** Unpacks what {@link #install} then only links. */
  void unpack() throws IOException {
    new BinariesArchive(jar()).unpackTo(unpacked());
  }

  /** A data directory with the tables of this np. */
  PostgresTemplate template() {
    return new PostgresTemplate(distributed.resolve("template"));
  }

  private Path unpacked() {
    return distributed.resolve(VERSION);
  }

  private Path jar() throws IOException {
    try (Stream<Path> files = Files.list(distributed)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no jar in " + distributed));
    }
  }
}
