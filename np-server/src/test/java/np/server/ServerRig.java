package np.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import javax.sql.DataSource;
import np.api.VersionView;
import np.server.http.ApiSettings;
import np.server.http.Feature;

/** A whole server for a test: its own directory and database, port 0. */
public final class ServerRig implements AutoCloseable {
  private final NpServer server;
  private final Path directory;
  private final Queue<String> accessLog;

  private ServerRig(NpServer server, Path directory, Queue<String> accessLog) {
    this.server = server;
    this.directory = directory;
    this.accessLog = accessLog;
  }

  /** Starts it with these features beside the kernel's own. */
  public static ServerRig start(
      DataSource database, Path directory, Function<Kernel, List<Feature>> features) {
    return start(database, directory, Optional.empty(), features);
  }

  /** Starts it on a machine that cannot isolate tenants when there is a reason. */
  public static ServerRig start(
      DataSource database,
      Path directory,
      Optional<String> noIsolation,
      Function<Kernel, List<Feature>> features) {
    Queue<String> log = new ConcurrentLinkedQueue<>();
    ApiSettings usual = ApiSettings.onLoopback(0);
    ApiSettings settings =
        new ApiSettings(
            usual.address(),
            Set.of("np.example.com"),
            Duration.ofSeconds(2),
            usual.body(),
            usual.upload(),
            Duration.ofMillis(50),
            Duration.ofSeconds(2));
    ServerParts parts =
        new ServerParts(
            directory,
            settings,
            database,
            () -> noIsolation,
            new AppTally(),
            Clock.systemUTC(),
            new SecureRandom(),
            log::add,
            new VersionView("np.version/1", "0.0.0", "test", "25"),
            Map.of());
    return new ServerRig(NpServer.start(parts, features), directory, log);
  }

  /** A client with the operator's token of the file. */
  public TestClient operator() {
    return anonymous().with(token());
  }

  /** A client without a token. */
  public TestClient anonymous() {
    return new TestClient(server.port(), Map.of());
  }

  /** The token in the server's file. */
  public String token() {
    try {
      return Files.readString(directory.resolve("token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public NpServer server() {
    return server;
  }

  /** The lines so far. */
  public Queue<String> accessLog() {
    return accessLog;
  }

  @Override
  public void close() {
    server.close();
  }
}
