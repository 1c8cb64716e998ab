package np.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PostgreSQL alone, to be started and stopped: what of a wake no platform can take away. */
final class BarePostgres {
  private static final int STATUS = 7;
  private static final long PATIENCE = 30_000_000_000L;

  private final Path directory;
  private final Path binaries;

  private BarePostgres(Path directory, Path binaries) {
    this.directory = directory;
    this.binaries = binaries;
  }

  /**
   * With data of its own.
   *
   * @param binaries with bin/postgres
   * @param settings lines of postgresql.conf
   */
  static BarePostgres prepare(Path directory, Path binaries, List<String> settings)
      throws Exception {
    BarePostgres bare = new BarePostgres(Files.createDirectories(directory), binaries);
    PeerUser.own(directory);
    Program.run(
        PeerUser.command(bare.program("initdb"), "-D", bare.data().toString(), "--no-sync"));
    Files.write(bare.data().resolve("postgresql.conf"), settings);
    return bare;
  }

  /** Starts it and stops it again; milliseconds until it took connections. */
  double start() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            PeerUser.command(
                program("postgres"),
                "-D",
                data().toString(),
                "-c",
                "listen_addresses=",
                "-c",
                "unix_socket_directories=" + directory));
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
    long begun = System.nanoTime();
    Process process = builder.start();
    try {
      while (!isReady()) {
        if (!process.isAlive() || System.nanoTime() - begun > PATIENCE) {
          throw new IOException(Files.readString(directory.resolve("log")));
        }
        Thread.sleep(1);
      }
      return (System.nanoTime() - begun) / 1e6;
    } finally {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private boolean isReady() {
    List<String> lines = Processes.read(data().resolve("postmaster.pid")).lines().toList();
    return lines.size() > STATUS && lines.get(STATUS).strip().equals("ready");
  }

  private Path data() {
    return directory.resolve("data");
  }

  private String program(String name) {
    return binaries.resolve("bin").resolve(name).toString();
  }
}
