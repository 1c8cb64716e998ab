package np.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server for tests, as a child process that is no root. */
final class PostgresProcess implements AutoCloseable {
  private static final int NOBODY = 65534;

  /**
   * Tenants need their password, everybody else is let in (pg_hba.conf, PostgreSQL 16 and later).
   */
  private static final String ACCESS =
      """
      host  all  /^tenant_  127.0.0.1/32  scram-sha-256
      host  all  all        127.0.0.1/32  trust
      local all  all                      trust
      """;

  private final Process process;
  private final Path directory;
  private final int port;

  private PostgresProcess(Process process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  /** Unpacks, initialises and starts; the server may still be about to answer. */
  static PostgresProcess start() {
    try {
      Path home = PostgresBinaries.unpacked();
      Path directory = Files.createTempDirectory("np-test-postgres-");
      giveAway(directory);
      Path data = directory.resolve("data");
      run(
          home,
          directory,
          "initdb",
          "-D",
          data.toString(),
          "-U",
          "np",
          "-A",
          "trust",
          "-E",
          "UTF8",
          "--no-locale",
          "--no-sync");
      Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
      int port = freePort();
      List<String> command = new ArrayList<>(List.of("-D", data.toString()));
      command.addAll(List.of("-p", "" + port, "-h", "127.0.0.1", "-k", directory.toString()));
      for (String setting :
          List.of(
              "fsync=off",
              "full_page_writes=off",
              "synchronous_commit=off",
              "shared_buffers=32MB",
              "max_connections=200")) {
        command.addAll(List.of("-c", setting));
      }
      Process process = launch(home, directory, "postgres", command);
      PostgresProcess started = new PostgresProcess(process, directory, port);
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start PostgreSQL", e);
    }
  }

  PGSimpleDataSource dataSource(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser("np");
    return source;
  }

  /** Stops it hard: nothing in it is worth keeping. */
  @Override
  public void close() throws IOException {
    process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Trees.delete(directory);
  }

  static void run(Path home, Path directory, String program, String... arguments)
      throws IOException {
    Process process = launch(home, directory, program, List.of(arguments));
    try {
      if (process.waitFor() != 0) {
        throw new IOException(program + ": " + Files.readString(directory.resolve("log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  static Process launch(Path home, Path directory, String program, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
      command.add("--");
    }
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    Redirect log = Redirect.appendTo(directory.resolve("log").toFile());
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log)
        .start();
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  static void giveAway(Path directory) throws IOException {
    if (isRoot()) {
      Files.setAttribute(directory, "unix:uid", NOBODY);
      Files.setAttribute(directory, "unix:gid", NOBODY);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
