package np.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.edge.postgres.PostgresSocket.Message;
import np.edge.postgres.metric.GatewayMetrics.Encryption;
import np.edge.postgres.route.RoutingKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a client says where it wants to go, and what it is told when it does not. */
final class RoutingTest {
  private static final String LABEL = "shop-x7";
  private static GatewayFixture fixture;

  @BeforeAll
  static void start() throws IOException {
    fixture = new GatewayFixture();
    fixture.database(LABEL);
  }

  @AfterAll
  static void stop() throws IOException {
    fixture.close();
  }

  @Test
  void byTheHostName() throws IOException {
    long before = fixture.gateway().metrics().total(RoutingKind.SNI);
    try (PostgresSocket client = fixture.socket()) {
      client.tls(Optional.of(LABEL + ".db.localhost"), "postgresql");
      assertThat(client.secured().getApplicationProtocol()).isEqualTo("postgresql");
      assertReady(client, Map.of("user", LABEL, "database", "postgres"));
    }
    assertThat(fixture.gateway().metrics().total(RoutingKind.SNI)).isEqualTo(before + 1);
  }

  @Test
  void byTheHostNameOfTlsFromTheFirstByte() throws IOException {
    long before = fixture.gateway().metrics().total(Encryption.DIRECT);
    try (PostgresSocket client = fixture.socket()) {
      client.directTls(Optional.of(LABEL + ".db.localhost"));
      assertReady(client, Map.of("user", LABEL));
    }
    assertThat(fixture.gateway().metrics().total(Encryption.DIRECT)).isEqualTo(before + 1);
  }

  @Test
  void byOptionsUserAndDatabase() throws IOException {
    for (Map<String, String> parameters :
        List.of(
            Map.of("user", LABEL, "database", "postgres", "options", "endpoint=" + LABEL),
            Map.of("user", LABEL + "@" + LABEL, "database", LABEL + "@" + LABEL),
            Map.of("user", LABEL, "database", LABEL),
            Map.of("user", LABEL))) {
      try (PostgresSocket client = fixture.socket()) {
        assertReady(client, parameters);
      }
    }
  }

  @Test
  void refusesOtherProtocolsOfTls() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      assertThat(catchThrowable(() -> client.directTls(Optional.empty(), "h2")))
          .hasMessageContaining("no_application_protocol");
    }
  }

  @Test
  void saysWhatToAddWhenNothingNamesADatabase() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      client.tls(Optional.empty()).startup(Map.of("user", "Bob", "database", "My_DB"));
      Message error = client.message();
      assertThat(error.field('C')).isEqualTo("28000");
      assertThat(error.field('M')).isEqualTo("np cannot tell which database you want");
      assertThat(error.field('H')).contains("options=endpoint%3DNAME");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void refusesTwoDatabases() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      client.tls(Optional.of(LABEL + ".db.localhost"));
      client.startup(Map.of("user", LABEL, "options", "endpoint=other-x7"));
      assertThat(client.message().field('M'))
          .isEqualTo("the host name and options name different databases");
    }
  }

  @Test
  void passesOptionsAndParametersOn() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      client.startup(
          Map.of(
              "user",
              LABEL,
              "options",
              "endpoint=" + LABEL + " -c statement_timeout=1234 --lock_timeout=4s",
              "search_path",
              "a, b",
              "application_name",
              "it's \\ me"));
      assertThat(client.authenticate(GatewayFixture.PASSWORD).type()).isEqualTo('R');
      client.await('Z');
      client.query(
          "SELECT concat_ws('|', current_setting('statement_timeout'),"
              + " current_setting('lock_timeout'), current_setting('search_path'),"
              + " current_setting('application_name'))");
      Message row = client.await('D');
      assertThat(
              row.content().toString(6, row.content().readableBytes() - 6, StandardCharsets.UTF_8))
          .isEqualTo("1234ms|4s|a, b|it's \\ me");
    }
  }

  @Test
  void tellsWhatOfTheProtocolItDoesNotKnow() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      byte[] content =
          ("user\0" + LABEL + "\0_pq_.wish\0on\0\0").getBytes(StandardCharsets.US_ASCII);
      client.ints(8 + content.length, (3 << 16) | 9999).send(content);
      Message negotiation = client.message();
      assertThat(negotiation.type()).isEqualTo('v');
      assertThat(negotiation.content().readInt()).isEqualTo((3 << 16) | 2);
      assertThat(negotiation.content().readInt()).isEqualTo(1);
      assertThat(client.authenticate(GatewayFixture.PASSWORD).type()).isEqualTo('R');
      Message key = client.await('K');
      assertThat(key.content().readableBytes()).isEqualTo(4 + 32);
    }
  }

  @Test
  void refusesSwitchesInOptions() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      client.startup(Map.of("user", LABEL, "options", "-c a=b -D /etc"));
      assertThat(client.message().field('M')).isEqualTo("options may not contain \"-D\"");
    }
  }

  private static void assertReady(PostgresSocket client, Map<String, String> parameters)
      throws IOException {
    client.startup(parameters);
    assertThat(client.authenticate(GatewayFixture.PASSWORD).type()).isEqualTo('R');
    assertThat(client.await('Z').type()).isEqualTo('Z');
  }
}
