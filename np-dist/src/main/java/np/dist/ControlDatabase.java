package np.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.stream.Stream;
import javax.sql.DataSource;
import np.cli.host.PlatformStatus;
import np.local.postgres.BinariesArchive;
import np.local.postgres.PostgresInstance;
import np.local.storage.HomeLayout;
import np.model.ErrorCode;
import np.model.NpException;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL that the server keeps everything in: its own, or one that the operator names. */
final class ControlDatabase {
  private static final String VERSION = "18.6";

  private final Home home;
  private final Path distributed;

  ControlDatabase(Home home, Distribution distribution) {
    this.home = home;
    this.distributed = distribution.postgres();
  }

  /** Starts the embedded one unless another is configured. */
  DataSource open(PlatformConfig config) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    if (config.database().isPresent()) {
      source.setURL(config.database().get());
      return source;
    }
    PostgresInstance instance = instance(unpacked());
    instance.start();
    source.setURL(instance.jdbcUrl());
    source.setUser(PostgresInstance.USER);
    source.setPassword(instance.password().reveal());
    return source;
  }

  /** Stops the embedded one if it runs. */
  void stop() {
    if (Files.isDirectory(home.server())) {
      instance(directory()).stop();
    }
  }

  /** Where the embedded one writes what it has to say. */
  static Path log(Home home) {
    return home.server().resolve("pg.log");
  }

  PlatformStatus.Program look() {
    int pid = instance(directory()).pid().orElse(0);
    String state = pid == 0 ? "stopped" : "running";
    String why = pid == 0 ? "it starts with np server" : "";
    return new PlatformStatus.Program("postgres", state, pid, VERSION, why);
  }

  /** The binaries, in the home: not every user may enter the directory that np was built in. */
  private Path unpacked() {
    Path directory = directory();
    if (Files.isExecutable(directory.resolve("bin/postgres"))) {
      return directory;
    }
    try (Stream<Path> files = Files.list(distributed)) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().endsWith(".jar"))
              .findFirst()
              .orElseThrow(() -> new IOException("no jar in " + distributed));
      new BinariesArchive(jar).unpackTo(directory);
      return directory;
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.START_FAILED,
          "the PostgreSQL binaries cannot be unpacked: " + e.getMessage(),
          "check the disk; building np again brings " + distributed + " back",
          e);
    }
  }

  private Path directory() {
    return home.root().resolve("postgres").resolve(VERSION);
  }

  private PostgresInstance instance(Path binaries) {
    return new PostgresInstance(new HomeLayout(home.root()), binaries, new SecureRandom());
  }
}
