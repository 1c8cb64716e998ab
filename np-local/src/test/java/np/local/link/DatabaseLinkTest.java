package np.local.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import np.local.catalog.DatabaseBoard;
import np.local.catalog.Gateways;
import np.local.catalog.NodeCatalog;
import np.model.DatabaseActivity;
import np.model.DatabaseId;
import np.model.DatabaseLabel;
import np.model.DatabaseRoute;
import np.model.DatabaseSocket;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.WantedDatabase;
import np.spi.DatabaseCatalog.Change;
import np.spi.Subscription;
import np.testkit.FakeDatabaseEngine;
import np.testkit.FakeEngine;
import np.testkit.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gateways are told over the socket of a node, and what they tell it. */
final class DatabaseLinkTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");
  private static final int MANY = 10_000;

  @TempDir private Path directory;
  private Path socket;
  private BoardOnly gateways = new BoardOnly();
  private LinkServer server;
  private final ConcurrentMap<DatabaseId, DatabaseRoute> seen = new ConcurrentHashMap<>();

  @BeforeEach
  void start() {
    socket = directory.resolve("node.sock");
    server = serve();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private LinkServer serve() {
    return LinkServer.ofNode(
        socket,
        new FakeEngine(),
        new NodeCatalog(Duration.ZERO),
        new NodeDatabases(new FakeDatabaseEngine(), gateways));
  }

  private void restartNode() {
    server.close();
    gateways = new BoardOnly();
  }

  private void see(Change change) {
    switch (change) {
      case Change.Put put -> seen.put(put.route().id(), put.route());
      case Change.Gone gone -> seen.remove(gone.id());
    }
  }

  private static DatabaseRoute route(String name, long generation) {
    DatabaseLabel label = new DatabaseLabel(name + "-x7k2");
    return new DatabaseRoute(
        TestDatabases.id(name),
        generation,
        label,
        Map.of(label.value(), SHOP.verifier()),
        34,
        Optional.of(Duration.ofMinutes(5)),
        Optional.empty());
  }

  @Test
  void aGatewayHearsOfEveryRouteAndOfEachChange() {
    gateways.board().publish(route("shop", 1));
    try (Subscription _ = new DatabaseCatalogClient(socket).watch(this::see)) {
      await().atMost(LONG).until(() -> seen.containsKey(SHOP.id()));
      assertThat(seen.get(SHOP.id())).isEqualTo(route("shop", 1));
      gateways.board().publish(route("blog", 7));
      gateways.board().forget(SHOP.id());

      await().atMost(LONG).until(() -> seen.keySet().equals(Set.of(TestDatabases.id("blog"))));
    }
  }

  @Test
  void whatHasChangedWhileTheNodeWasAwayIsToldLater() {
    gateways.board().publish(route("shop", 1));
    gateways.board().publish(route("blog", 1));
    try (Subscription _ = new DatabaseCatalogClient(socket).watch(this::see)) {
      await().atMost(LONG).until(() -> seen.size() == 2);
      restartNode();
      gateways.board().publish(route("blog", 2));
      server = serve();

      await().atMost(LONG).until(() -> seen.size() == 1);
      await().atMost(LONG).until(() -> route("blog", 2).equals(seen.get(TestDatabases.id("blog"))));
    }
  }

  @Test
  void tenThousandRoutesComeAtOnce() {
    IntStream.range(0, MANY).forEach(i -> gateways.board().publish(route("db" + i, i)));
    try (Subscription _ = new DatabaseCatalogClient(socket).watch(this::see)) {
      await().atMost(LONG).until(() -> seen.size() == MANY);
    }
  }

  @Test
  void sessionsAreToldAgainAndEndWithTheirGateway() {
    DatabaseCatalogClient client = new DatabaseCatalogClient(socket);
    gateways.board().publish(route("shop", 1));
    try (Subscription _ = client.watch(this::see)) {
      await().atMost(LONG).until(() -> !seen.isEmpty());
      client.report(new DatabaseActivity(SHOP.id(), 3, Instant.EPOCH));
      await().atMost(LONG).until(() -> gateways.sessions.get() == 3);
      client.report(new DatabaseActivity(SHOP.id(), 2, Instant.EPOCH));
      await().atMost(LONG).until(() -> gateways.sessions.get() == 2);
      restartNode();
      server = serve();

      await().atMost(LONG).until(() -> gateways.sessions.get() == 2);
    }
    await().atMost(LONG).until(() -> gateways.sessions.get() == 0);
  }

  @Test
  void aWakeSaysWhereAndWhyNot() {
    DatabaseCatalogClient client = new DatabaseCatalogClient(socket);

    assertThat(client.wake(SHOP.id()).path()).isEqualTo("/awake/acme/shop");
    assertThatThrownBy(() -> client.wake(TestDatabases.id("none")))
        .isInstanceOfSatisfying(
            NpException.NotFound.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_DATABASE));
    server.close();
    assertThatThrownBy(() -> client.wake(SHOP.id())).isInstanceOf(NpException.Unavailable.class);
  }

  @Test
  void loginsAreReadAnewWhenAGatewayAsks() {
    new DatabaseCatalogClient(socket).refreshLogins(SHOP.id());

    await().atMost(LONG).until(() -> gateways.refreshed.equals(List.of(SHOP.id())));
  }

  /** Routes and use, without databases. */
  static final class BoardOnly implements Gateways {
    private final DatabaseBoard board = new DatabaseBoard();
    private final AtomicInteger sessions = new AtomicInteger();
    private final List<DatabaseId> refreshed = new CopyOnWriteArrayList<>();

    DatabaseBoard board() {
      return board;
    }

    @Override
    public DatabaseBoard.Gateway join(Consumer<Collection<Change>> sink) {
      return board.join((change, _) -> sessions.addAndGet(change), sink);
    }

    @Override
    public Subscription watch(Consumer<Change> sink) {
      return join(changes -> changes.forEach(sink));
    }

    @Override
    public DatabaseSocket wake(DatabaseId id) {
      if (!id.equals(SHOP.id())) {
        throw new NpException.NotFound(ErrorCode.NO_DATABASE, "there is no " + id, "");
      }
      return new DatabaseSocket("/awake/" + id);
    }

    @Override
    public void report(DatabaseActivity activity) {
      sessions.addAndGet(activity.sessions());
    }

    @Override
    public void refreshLogins(DatabaseId id) {
      refreshed.add(id);
    }
  }
}
