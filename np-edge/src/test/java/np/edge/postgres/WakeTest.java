package np.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import np.edge.postgres.PostgresSocket.Message;
import np.edge.postgres.limit.GatewayLimits;
import np.edge.proxy.TrustedProxies;
import np.model.DatabaseSocket;
import np.model.ErrorCode;
import np.model.NpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How databases are woken, and what clients are told when they are not. */
final class WakeTest {
  private static final String LABEL = "shop-x7";
  private GatewayFixture fixture;

  @BeforeEach
  void start() throws IOException {
    start(GatewayLimits.defaults().wake());
  }

  private void start(Duration wake) throws IOException {
    GatewayLimits usual = GatewayLimits.defaults();
    GatewayLimits limits =
        new GatewayLimits(
            usual.firstByte(),
            usual.startup(),
            usual.authentication(),
            wake,
            usual.lending(),
            usual.farewell(),
            usual.connections(),
            usual.connectionsPerAddress(),
            usual.attemptsPerSecond(),
            4);
    fixture = new GatewayFixture(limits, TrustedProxies.NONE);
    fixture.database(LABEL);
    fixture.instance().stop();
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  @Test
  void manyClientsAreOneWake() throws Exception {
    CountDownLatch allWait = new CountDownLatch(1);
    fixture
        .catalog()
        .wakeBy(
            id -> {
              await().until(() -> allWait.getCount() == 0);
              return fixture.instance().start();
            });
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Character>> ready = new ArrayList<>();
      CountDownLatch proven = new CountDownLatch(4);
      for (int i = 0; i < 4; i++) {
        ready.add(
            clients.submit(
                () -> {
                  try (PostgresSocket client = fixture.socket()) {
                    client.startup(Map.of("user", LABEL));
                    client.authenticate(GatewayFixture.PASSWORD);
                    proven.countDown();
                    return client.await('Z').type();
                  }
                }));
      }
      proven.await();
      allWait.countDown();
      for (Future<Character> each : ready) {
        assertThat(each.get()).isEqualTo('Z');
      }
    }
    assertThat(fixture.catalog().wakes()).isEqualTo(1);
  }

  @Test
  void moreThanMayWaitAreToldSo() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    fixture
        .catalog()
        .wakeBy(
            id -> {
              await().until(() -> end.getCount() == 0);
              throw unavailable();
            });
    List<PostgresSocket> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      PostgresSocket client = fixture.socket();
      waiting.add(client);
      client.startup(Map.of("user", LABEL));
      assertThat(client.authenticate(GatewayFixture.PASSWORD).type()).isEqualTo('R');
    }
    try (PostgresSocket oneMore = fixture.socket()) {
      Message error = oneMore.login(LABEL, GatewayFixture.PASSWORD);
      assertThat(error.field('C')).isEqualTo("57P03");
      assertThat(error.field('M')).isEqualTo("too many clients wait for this database already");
    }
    end.countDown();
    for (PostgresSocket each : waiting) {
      assertThat(each.await('Z').field('M')).isEqualTo("the disk is full");
      each.close();
    }
  }

  private static NpException unavailable() {
    return new NpException.Unavailable(
        ErrorCode.DATABASE_UNAVAILABLE, "the disk is full", "see: df -h");
  }

  @Test
  void aWakeThatFailsIsExplained() throws IOException {
    fixture
        .catalog()
        .wakeBy(
            id -> {
              throw unavailable();
            });
    try (PostgresSocket client = fixture.socket()) {
      Message error = client.login(LABEL, GatewayFixture.PASSWORD);
      assertThat(error.field('C')).isEqualTo("57P03");
      assertThat(error.field('M')).isEqualTo("the disk is full");
      assertThat(error.field('H')).isEqualTo("see: df -h");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void aWakeThatTakesTooLongIsExplained() throws IOException {
    fixture.close();
    start(Duration.ofMillis(1500));
    CountDownLatch end = new CountDownLatch(1);
    fixture
        .catalog()
        .wakeBy(
            id -> {
              await().until(() -> end.getCount() == 0);
              return fixture.instance().start();
            });
    try (PostgresSocket client = fixture.socket()) {
      Message error = client.login(LABEL, GatewayFixture.PASSWORD);
      assertThat(error.field('C')).isEqualTo("57P03");
      assertThat(error.field('M')).contains("still starting");
    }
    end.countDown();
    await().until(() -> reported(0));
  }

  /** Whoever wakes databases may be dead while they run. */
  @Test
  void aRunningInstanceIsFoundWithoutTheCatalog() throws SQLException {
    fixture.connect(LABEL).close();
    fixture
        .catalog()
        .wakeBy(
            id -> {
              throw new NpException.Unavailable(
                  ErrorCode.ENGINE_UNAVAILABLE, "np node does not answer", "");
            });
    await().until(() -> reported(0));
    try (Connection connection = fixture.connect(LABEL)) {
      assertThat(DriverTest.answer(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aSessionBesideOthersNeedsNoWake() throws SQLException {
    try (Connection first = fixture.connect(LABEL);
        Connection second = fixture.connect(LABEL)) {
      assertThat(DriverTest.answer(second, "SELECT 1")).isEqualTo("1");
      assertThat(first.isValid(5)).isTrue();
      assertThat(fixture.catalog().wakes()).isEqualTo(1);
    }
  }

  @Test
  void wakesWhenTheLastSocketIsDead() throws SQLException, IOException {
    try (Connection first = fixture.connect(LABEL)) {
      Path socket = Path.of(fixture.instance().socket().path());
      Path moved = Files.move(socket, socket.resolveSibling("moved"));
      fixture.catalog().wakeBy(id -> new DatabaseSocket(moved.toString()));
      try (Connection second = fixture.connect(LABEL)) {
        assertThat(DriverTest.answer(second, "SELECT 1")).isEqualTo("1");
      }
      assertThat(first.isValid(5)).isTrue();
      assertThat(fixture.catalog().wakes()).isEqualTo(2);
    }
  }

  @Test
  void reportsTheFirstAndTheLastSession() throws SQLException {
    try (Connection connection = fixture.connect(LABEL)) {
      assertThat(connection.isValid(5)).isTrue();
      await().until(() -> reported(1));
    }
    await().until(() -> reported(0));
  }

  @Test
  void aClientThatGoesAwayMeanwhileLeavesNothing() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    fixture
        .catalog()
        .wakeBy(
            id -> {
              await().until(() -> end.getCount() == 0);
              return fixture.instance().start();
            });
    try (PostgresSocket client = fixture.socket()) {
      client.startup(Map.of("user", LABEL));
      client.authenticate(GatewayFixture.PASSWORD);
    }
    await().until(() -> fixture.gateway().connections().open() == 0);
    end.countDown();
    await().until(() -> reported(0));
    fixture.instance().start();
    await()
        .untilAsserted(
            () -> {
              try (Connection admin = fixture.instance().admin("postgres")) {
                assertThat(
                        DriverTest.answer(
                            admin,
                            "SELECT count(*) FROM pg_stat_activity WHERE usename = '"
                                + LABEL
                                + "'"))
                    .isEqualTo("0");
              }
            });
  }

  private boolean reported(int sessions) {
    return fixture
        .catalog()
        .lastReport(GatewayFixture.id(LABEL))
        .filter(report -> report.sessions() == sessions)
        .isPresent();
  }

  @Test
  void aDatabaseThatIsGoneForTheCatalogIsGone() throws IOException {
    fixture
        .catalog()
        .wakeBy(
            id -> {
              throw new NpException.NotFound(ErrorCode.NO_DATABASE, "no such database", "");
            });
    try (PostgresSocket client = fixture.socket()) {
      Message error = client.login(LABEL, GatewayFixture.PASSWORD);
      assertThat(error.field('C')).isEqualTo("3D000");
    }
  }
}
