package np.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import np.edge.postgres.PostgresSocket.Message;
import np.model.DatabaseRoute;
import np.model.ScramVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How sessions end that may not go on. */
final class CutTest {
  private static final String LABEL = "shop-x7";
  private GatewayFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new GatewayFixture();
    fixture.database(LABEL);
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  @Test
  void aNewPasswordEndsTheSessionsOfTheOldOne() throws IOException {
    try (PostgresSocket client = session()) {
      put(Map.of(LABEL, GatewayFixture.verifier("another")), Optional.empty());
      Message error = client.message();
      assertThat(error.field('S')).isEqualTo("FATAL");
      assertThat(error.field('C')).isEqualTo("57P01");
      assertThat(error.field('H')).contains("np db url");
      assertThat(client.isClosed()).isTrue();
    }
    try (PostgresSocket client = fixture.socket()) {
      assertThat(client.login(LABEL, GatewayFixture.PASSWORD).field('C')).isEqualTo("28P01");
    }
    try (PostgresSocket client = fixture.socket()) {
      assertThat(client.login(LABEL, "another").type()).isEqualTo('Z');
    }
  }

  @Test
  void anotherRoleThatIsChangedEndsNobodyElse() throws IOException {
    ScramVerifier own = fixture.catalog().route(GatewayFixture.id(LABEL)).logins().get(LABEL);
    try (PostgresSocket client = session()) {
      put(Map.of(LABEL, own, "bob", GatewayFixture.verifier("x")), Optional.empty());
      put(Map.of(LABEL, own), Optional.empty());
      client.query("SELECT 1");
      assertThat(client.await('Z').type()).isEqualTo('Z');
    }
  }

  @Test
  void aQueryUnderWayIsCutBetweenTwoMessages() throws IOException {
    try (PostgresSocket client = session()) {
      client.query("SELECT repeat('x', 1000), generate_series(1, 100000000)");
      client.await('D');
      put(Map.of(), Optional.empty());
      Message last = client.message();
      while (last.type() == 'D') {
        last = client.message();
      }
      assertThat(last.field('C')).isEqualTo("57P01");
      assertThat(client.isClosed()).isTrue();
    }
    assertNothingRuns();
  }

  @Test
  void aSilentQueryIsCutToo() throws IOException {
    try (PostgresSocket client = session()) {
      client.query("SELECT pg_sleep(600)");
      await().until(() -> runs("active"));
      put(Map.of(), Optional.empty());
      assertThat(client.message().field('C')).isEqualTo("57P01");
    }
    assertNothingRuns();
  }

  @Test
  void aClientThatDoesNotReadIsCutAllTheSame() throws IOException {
    try (PostgresSocket client = session()) {
      client.query("SELECT repeat('x', 100000000)");
      await().until(() -> runs("active"));
      put(Map.of(), Optional.empty());
      await().until(() -> fixture.gateway().connections().open() == 0);
    }
    assertNothingRuns();
  }

  @Test
  void aClosedDatabaseSaysWhy() throws IOException {
    try (PostgresSocket client = session()) {
      DatabaseRoute now = fixture.catalog().route(GatewayFixture.id(LABEL));
      put(now.logins(), Optional.of("it is in the trash"));
      assertThat(client.message().field('M')).isEqualTo("it is in the trash");
    }
    try (PostgresSocket client = fixture.socket()) {
      Message error = client.login(LABEL, GatewayFixture.PASSWORD);
      assertThat(error.field('C')).isEqualTo("57P03");
      assertThat(error.field('M')).isEqualTo("it is in the trash");
    }
  }

  @Test
  void aDatabaseThatIsGoneEndsItsSessions() throws IOException {
    try (PostgresSocket client = session()) {
      fixture.catalog().remove(GatewayFixture.id(LABEL));
      assertThat(client.message().field('C')).isEqualTo("3D000");
    }
    try (PostgresSocket client = fixture.socket()) {
      assertThat(client.login(LABEL, GatewayFixture.PASSWORD).field('C')).isEqualTo("28P01");
    }
  }

  @Test
  void anOlderRouteChangesNothing() throws IOException {
    DatabaseRoute now = fixture.catalog().route(GatewayFixture.id(LABEL));
    try (PostgresSocket client = session()) {
      fixture.put(
          new DatabaseRoute(
              now.id(), now.generation() - 1, now.label(), Map.of(), 1, now.sleep(), now.closed()));
      client.query("SELECT 1");
      assertThat(client.await('Z').type()).isEqualTo('Z');
    }
  }

  @Test
  void oneMoreThanMayIsRefused() throws IOException {
    DatabaseRoute now = fixture.catalog().route(GatewayFixture.id(LABEL));
    fixture.put(
        new DatabaseRoute(
            now.id(),
            fixture.nextGeneration(),
            now.label(),
            now.logins(),
            2,
            Optional.<Duration>empty(),
            Optional.empty()));
    try (PostgresSocket first = session()) {
      try (PostgresSocket second = session();
          PostgresSocket third = fixture.socket()) {
        Message error = third.login(LABEL, GatewayFixture.PASSWORD);
        assertThat(error.field('C')).isEqualTo("53300");
        assertThat(second.query("SELECT 1").await('Z').type()).isEqualTo('Z');
      }
      await().until(() -> isLetIn());
      assertThat(first.query("SELECT 1").await('Z').type()).isEqualTo('Z');
    }
  }

  private boolean isLetIn() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      return client.login(LABEL, GatewayFixture.PASSWORD).type() == 'Z';
    }
  }

  private PostgresSocket session() throws IOException {
    PostgresSocket client = fixture.socket();
    assertThat(client.login(LABEL, GatewayFixture.PASSWORD).type()).isEqualTo('Z');
    return client;
  }

  private void put(Map<String, ScramVerifier> logins, Optional<String> closed) {
    DatabaseRoute now = fixture.catalog().route(GatewayFixture.id(LABEL));
    fixture.put(
        new DatabaseRoute(
            now.id(),
            fixture.nextGeneration(),
            now.label(),
            logins,
            now.mostSessions(),
            now.sleep(),
            closed));
  }

  private void assertNothingRuns() {
    await().until(() -> !runs("active") && !runs("idle"));
  }

  private boolean runs(String state) throws SQLException {
    try (var admin = fixture.instance().admin("postgres")) {
      return !DriverTest.answer(
              admin,
              "SELECT count(*) FROM pg_stat_activity WHERE usename = '%s' AND state = '%s'"
                  .formatted(LABEL, state))
          .equals("0");
    }
  }
}
