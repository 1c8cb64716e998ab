package np.local.link;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import np.local.catalog.NodeCatalog;
import np.model.DatabaseId;
import np.spi.DatabaseEngine;
import np.testkit.DatabaseEngineContract;
import np.testkit.FakeDatabaseEngine;
import np.testkit.FakeEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An engine behind a socket does what one does. */
final class DatabaseEngineClientTest extends DatabaseEngineContract {
  @TempDir private Path directory;
  private final FakeDatabaseEngine engine = new FakeDatabaseEngine();
  private LinkServer server;
  private DatabaseEngine client;

  @BeforeEach
  void start() {
    Path socket = directory.resolve("node.sock");
    server =
        LinkServer.ofNode(
            socket,
            new FakeEngine(),
            new NodeCatalog(Duration.ZERO),
            new NodeDatabases(engine, new DatabaseLinkTest.BoardOnly()));
    client = new DatabaseEngineClient(socket);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected DatabaseEngine engine() {
    return client;
  }

  @Override
  protected void write(DatabaseId id, String note) {
    engine.write(id, note);
  }

  @Override
  protected List<String> notes(DatabaseId id) {
    return engine.notes(id);
  }
}
