package np.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The same PostgreSQL as np's, with the same settings, on a TCP port of its own, and a pgbouncer
 * before it: what a query costs without np.
 */
final class PostgresPeer implements AutoCloseable {
  private static final String USER = "peer";
  private static final String PASSWORD = "peer-password";

  private final Path directory;
  private final int direct = Platform.freePort();
  private final int bouncer = Platform.freePort();
  private final List<Process> processes = new ArrayList<>();

  private PostgresPeer(Path directory) {
    this.directory = directory;
  }

  /**
   * Starts both.
   *
   * @param binaries with bin/postgres
   * @param settings lines of postgresql.conf
   */
  static PostgresPeer start(Path directory, Path binaries, List<String> settings) throws Exception {
    PostgresPeer peer = new PostgresPeer(Files.createDirectories(directory));
    try {
      peer.startPostgres(binaries, settings);
      peer.startBouncer();
      return peer;
    } catch (Exception e) {
      peer.close();
      throw e;
    }
  }

  /** Straight to PostgreSQL. */
  String directUrl() {
    return url(direct);
  }

  /** Through pgbouncer, which pools by transaction. */
  String bouncerUrl() {
    return url(bouncer);
  }

  private static String url(int port) {
    return "postgres://%s:%s@127.0.0.1:%d/postgres".formatted(USER, PASSWORD, port);
  }

  private void startPostgres(Path binaries, List<String> settings) throws Exception {
    write("password", PASSWORD);
    PeerUser.own(directory);
    String data = directory.resolve("data").toString();
    Program.run(
        PeerUser.command(
            binaries.resolve("bin/initdb").toString(),
            "-D",
            data,
            "-U",
            USER,
            "--pwfile=" + directory.resolve("password"),
            "--auth-host=scram-sha-256",
            "--auth-local=trust"));
    List<String> lines = new ArrayList<>(settings);
    lines.add("listen_addresses = '127.0.0.1'");
    lines.add("port = " + direct);
    lines.add("unix_socket_directories = '" + directory + "'");
    Files.write(directory.resolve("data/postgresql.conf"), lines);
    start(PeerUser.command(binaries.resolve("bin/postgres").toString(), "-D", data));
    await(directUrl());
  }

  private void startBouncer() throws Exception {
    certificate();
    write("users.txt", "\"" + USER + "\" \"" + PASSWORD + "\"\n");
    write(
        "pgbouncer.ini",
        """
        [databases]
        postgres = host=%1$s port=%2$d user=%3$s
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %4$d
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = %1$s/users.txt
        pool_mode = transaction
        default_pool_size = 20
        client_tls_sslmode = allow
        client_tls_cert_file = %1$s/cert.pem
        client_tls_key_file = %1$s/key.pem
        log_connections = 0
        log_disconnections = 0
        """
            .formatted(directory, direct, USER, bouncer));
    PeerUser.own(directory);
    start(
        PeerUser.command(
            Program.find("pgbouncer").orElseThrow().toString(),
            directory.resolve("pgbouncer.ini").toString()));
    await(bouncerUrl());
  }

  private void certificate() throws Exception {
    Program.run(
        Program.find("openssl").orElseThrow().toString(),
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        directory.resolve("key.pem").toString(),
        "-out",
        directory.resolve("cert.pem").toString(),
        "-days",
        "2",
        "-subj",
        "/CN=localhost");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }

  private void start(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(directory.toFile());
    processes.add(builder.redirectOutput(directory.resolve("peer.log").toFile()).start());
  }

  private void await(String url) throws Exception {
    long end = System.nanoTime() + 30_000_000_000L;
    while (true) {
      try {
        Sql.firstRow(url, Sql.Tls.OFF);
        return;
      } catch (SQLException notYet) {
        if (System.nanoTime() > end) {
          throw new IOException(Files.readString(directory.resolve("peer.log")), notYet);
        }
        Thread.sleep(50);
      }
    }
  }

  @Override
  public void close() {
    for (Process process : processes.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
