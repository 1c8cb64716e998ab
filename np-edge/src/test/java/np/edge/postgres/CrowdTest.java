package np.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.edge.postgres.PostgresSocket.Message;
import np.edge.postgres.limit.GatewayLimits;
import np.edge.proxy.TrustedProxies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** More clients than the gateway takes. */
final class CrowdTest {
  private static final int MOST = 4;

  /** Those who are told at once; more cost too much. */
  private static final int TOLD = 32;

  private static final String LABEL = "shop-x7";
  private static final Map<String, String> STARTUP = Map.of("user", LABEL, "database", LABEL);
  private static GatewayFixture fixture;

  @BeforeAll
  static void start() throws IOException {
    Duration time = Duration.ofSeconds(60);
    fixture =
        new GatewayFixture(
            new GatewayLimits(time, time, time, time, time, time, MOST, 100, 100, 100),
            TrustedProxies.NONE);
    fixture.database(LABEL);
  }

  @AfterAll
  static void stop() throws IOException {
    fixture.close();
  }

  @Test
  void whoComesTooLateIsToldInClearAndInTls() throws IOException {
    List<PostgresSocket> crowd = sockets(MOST);
    try (PostgresSocket clear = fixture.socket();
        PostgresSocket secured = fixture.socket().tls(Optional.of(LABEL + ".db.localhost"));
        PostgresSocket direct =
            fixture.socket().directTls(Optional.of(LABEL + ".db.localhost"), "postgresql")) {
      for (PostgresSocket each : List.of(clear, secured, direct)) {
        Message error = each.startup(STARTUP).message();
        assertThat(error.field('S')).isEqualTo("FATAL");
        assertThat(error.field('C')).isEqualTo("53300");
        assertThat(error.field('M')).contains("too many connections");
        assertThat(error.field('H')).contains("again");
        assertThat(each.isClosed()).isTrue();
      }
    }
    close(crowd);
    await().until(() -> fixture.gateway().connections().open() == 0);
    try (PostgresSocket client = fixture.socket()) {
      assertThat(client.login(LABEL, GatewayFixture.PASSWORD).type()).isEqualTo('Z');
    }
  }

  @Test
  void onlySoManyAreTold() throws IOException {
    List<PostgresSocket> crowd = sockets(MOST + TOLD);
    for (PostgresSocket each : sockets(3)) {
      assertThat(each.isClosed()).isTrue();
      each.close();
    }
    assertThat(fixture.gateway().connections().open()).isEqualTo(MOST + TOLD);
    close(crowd);
    await().until(() -> fixture.gateway().connections().open() == 0);
  }

  private static List<PostgresSocket> sockets(int count) throws IOException {
    int before = fixture.gateway().connections().open();
    List<PostgresSocket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(fixture.socket());
    }
    if (before < MOST) {
      await().until(() -> fixture.gateway().connections().open() == before + count);
    }
    return sockets;
  }

  private static void close(List<PostgresSocket> sockets) throws IOException {
    for (PostgresSocket each : sockets) {
      each.close();
    }
  }
}
