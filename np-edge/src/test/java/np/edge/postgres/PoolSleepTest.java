package np.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.edge.postgres.limit.GatewayLimits;
import np.edge.proxy.TrustedProxies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of a pooled address whose database sleeps. */
final class PoolSleepTest {
  private static final String LABEL = "shop-x7";
  private static final String POOLED = LABEL + "-pooler";
  private GatewayFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new GatewayFixture(GatewayLimits.defaults(), TrustedProxies.NONE);
    fixture.database(LABEL);
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  private Connection connect() throws SQLException {
    return fixture.connectTo(POOLED, LABEL);
  }

  @Test
  void idleClientsLetTheDatabaseSleep() throws SQLException {
    fixture.allow(LABEL, 4, Optional.of(Duration.ofMillis(300)));
    try (Connection one = connect();
        Connection two = connect()) {
      for (int round = 0; round < 2; round++) {
        assertThat(DriverTest.answer(one, "SELECT 1")).isEqualTo("1");
        assertThat(DriverTest.answer(two, "SELECT 1")).isEqualTo("1");
        await()
            .until(
                () ->
                    fixture
                        .catalog()
                        .lastReport(GatewayFixture.id(LABEL))
                        .filter(report -> report.sessions() == 0)
                        .isPresent());
        fixture.instance().stop();
        int wakes = fixture.catalog().wakes();
        assertThat(one.isValid(5)).isTrue();
        assertThat(fixture.catalog().wakes()).isEqualTo(wakes);
      }
    }
  }

  @Test
  void aSecondClientOfASleepingDatabaseComesInWithoutAWake() throws SQLException, IOException {
    try (Connection one = connect()) {
      assertThat(DriverTest.answer(one, "SELECT 1")).isEqualTo("1");
      int wakes = fixture.catalog().wakes();
      try (PostgresSocket two = fixture.socket();
          PostgresSocket three = fixture.socket()) {
        for (PostgresSocket each : List.of(two, three)) {
          each.startup(Map.of("user", LABEL, "database", POOLED));
          each.authenticate(GatewayFixture.PASSWORD);
          assertThat(each.await('Z').type()).isEqualTo('Z');
        }
      }
      assertThat(fixture.catalog().wakes()).isEqualTo(wakes);
    }
  }
}
