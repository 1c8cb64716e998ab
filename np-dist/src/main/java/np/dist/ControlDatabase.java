package np.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import javax.sql.DataSource;
import np.cli.host.PlatformStatus;
import np.local.postgres.PostgresInstance;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.server.store.Migrations;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL that the server keeps everything in: its own, or one that the operator names. */
final class ControlDatabase {
  private final Home home;
  private final PostgresFiles files;

  ControlDatabase(Home home, Distribution distribution) {
    this.home = home;
    this.files = new PostgresFiles(distribution.postgres());
  }

  /** Starts the embedded one unless another is configured. */
  DataSource open(PlatformConfig config) {
    if (config.database().isPresent()) {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setURL(config.database().get());
      return source;
    }
    return embedded();
  }

  private DataSource embedded() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    PostgresInstance instance = instance(files.install(home, PostgresFiles.VERSION));
    instance.start();
    source.setURL(instance.jdbcUrl());
    source.setUser(PostgresInstance.USER);
    source.setPassword(instance.password().reveal());
    return source;
  }

  /**
   * Has the embedded one started again whenever it ends; does nothing where another is configured.
   */
  Optional<ControlDatabaseWatch> watch(PlatformConfig config) {
    return config.database().isPresent()
        ? Optional.empty()
        : Optional.of(ControlDatabaseWatch.of(instance(directory())));
  }

  /**
   * At build time: does what every first start would do again, unpacking and making the tables.
   *
   * @param scratch where; empty
   */
  static void prepare(Home scratch, Distribution distribution) throws IOException {
    PostgresFiles files = new PostgresFiles(distribution.postgres());
    files.unpack();
    new FileTree(files.template().data()).delete();
    HomeDirectories.make(scratch);
    ControlDatabase database = new ControlDatabase(scratch, distribution);
    try {
      new Migrations(database.embedded()).run();
    } finally {
      database.stop();
    }
    files.template().keep(new HomeLayout(scratch.root()));
    files.makeTemplates(scratch);
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
    String why = pid == 0 ? "np server starts it, and again when it ends" : "";
    return new PlatformStatus.Program(
        "postgres", state, pid, RunningProgram.since(pid), runningVersion(pid), why);
  }

  /** The binaries of each version lie in a directory of that name; empty when it cannot be seen. */
  private static String runningVersion(int pid) {
    try {
      Path program = Path.of("/proc", Integer.toString(pid), "exe").toRealPath();
      return String.valueOf(program.getName(program.getNameCount() - 3));
    } catch (IOException | IllegalArgumentException notSeen) {
      return "";
    }
  }

  private Path directory() {
    return PostgresFiles.directory(home, PostgresFiles.VERSION);
  }

  private PostgresInstance instance(Path binaries) {
    return new PostgresInstance(
        new HomeLayout(home.root()), binaries, new SecureRandom(), files.template());
  }
}
