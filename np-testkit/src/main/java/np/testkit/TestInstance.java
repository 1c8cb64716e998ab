package np.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import np.model.DatabaseSocket;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL of its own that is started and stopped at will, for tests of what is put before one.
 * Its unix socket lets everybody in as any role; the superuser {@code np} comes in by TCP, too. Not
 * durable, no root. The caller closes it.
 */
public final class TestInstance implements AutoCloseable {
  private static final List<String> SETTINGS =
      List.of(
          "fsync=off",
          "full_page_writes=off",
          "synchronous_commit=off",
          "shared_buffers=16MB",
          "max_connections=120",
          "autovacuum=off",
          "max_logical_replication_workers=0",
          "wal_level=logical",
          "io_method=sync",
          "dynamic_shared_memory_type=mmap",
          "jit=off");
  private static final int READY_LINE = 7;

  private final Path home;
  private final Path directory;
  private final int port;
  private @Nullable Process process;

  private TestInstance(Path home, Path directory, int port) {
    this.home = home;
    this.directory = directory;
    this.port = port;
  }

  /** Makes one, which does not run yet. */
  public static TestInstance create() {
    try {
      Path home = PostgresBinaries.unpacked();
      Path directory = Files.createTempDirectory("np-test-instance-");
      PostgresProcess.giveAway(directory);
      String data = directory.resolve("data").toString();
      PostgresProcess.run(
          home,
          directory,
          "initdb",
          "-D",
          data,
          "-U",
          "np",
          "-A",
          "trust",
          "-E",
          "UTF8",
          "--no-locale",
          "--no-sync",
          "--no-instructions");
      TestInstance made = new TestInstance(home, directory, PostgresProcess.freePort());
      Runtime.getRuntime().addShutdownHook(new Thread(made::kill));
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make an instance", e);
    }
  }

  /** Starts it, unless it runs; returns when it takes connections. */
  public synchronized DatabaseSocket start() {
    if (!isRunning()) {
      try {
        Files.deleteIfExists(pidFile());
        process = PostgresProcess.launch(home, directory, "postgres", arguments());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot start PostgreSQL", e);
      }
      await().pollDelay(Duration.ZERO).until(this::isReady);
    }
    return socket();
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-D", directory.resolve("data").toString(), "-p", "" + port));
    arguments.addAll(List.of("-h", "127.0.0.1", "-k", directory.toString()));
    SETTINGS.forEach(setting -> arguments.addAll(List.of("-c", setting)));
    return arguments;
  }

  private Path pidFile() {
    return directory.resolve("data/postmaster.pid");
  }

  private boolean isReady() {
    try {
      List<String> lines = Files.readAllLines(pidFile());
      return lines.size() > READY_LINE && lines.get(READY_LINE).strip().equals("ready");
    } catch (IOException e) {
      return false;
    }
  }

  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Where it answers, whether it runs or not. */
  public DatabaseSocket socket() {
    return new DatabaseSocket(directory.resolve(".s.PGSQL." + port).toString());
  }

  /** Ends its sessions and stops it, as a fast shutdown does; returns when it has stopped. */
  public synchronized void stop() {
    Process running = process;
    if (running != null) {
      signal(running.pid(), "-INT");
      await().until(() -> !running.isAlive());
    }
  }

  private static void signal(long pid, String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send a signal", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it and all its processes at once. */
  public void kill() {
    Process running = process;
    if (running != null) {
      List<ProcessHandle> all = running.toHandle().descendants().toList();
      running.destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** A connection of the superuser; it must run. */
  public Connection admin(String database) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser("np");
    return source.getConnection();
  }

  /** Runs statements as the superuser, each alone. */
  public void sql(String database, String... statements) {
    try (Connection connection = admin(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a role that may log in, and a database of that name that is its own. */
  public void own(String name) {
    sql(
        "postgres",
        "CREATE ROLE \"" + name + "\" LOGIN",
        "CREATE DATABASE \"" + name + "\" OWNER \"" + name + "\"");
  }

  @Override
  public void close() throws IOException {
    kill();
    Process running = process;
    if (running != null) {
      running.onExit().join();
    }
    Trees.delete(directory);
  }
}
