package np.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import np.edge.postgres.PostgresSocket.Message;
import np.edge.postgres.wire.ClientMessages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cancelling, in clear and by TLS. */
final class CancelTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"disable", "require"})
  void aDriverCancels(String tls) throws Exception {
    try (Connection connection = fixture.connect(LABEL, "sslmode=" + tls);
        Statement statement = connection.createStatement();
        ExecutorService other = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<SQLException> failure =
          other.submit(
              () ->
                  catchThrowableOfType(
                      SQLException.class, () -> statement.execute("SELECT pg_sleep(600)")));
      await().until(() -> sleeps());
      statement.cancel();
      assertThat(failure.get().getSQLState()).isEqualTo("57014");
      assertThat(DriverTest.answer(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  private static boolean sleeps() throws SQLException {
    try (Connection admin = fixture.instance().admin("postgres")) {
      return !DriverTest.answer(
              admin, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
          .equals("0");
    }
  }

  /** The connection is closed when the cancelling is done, as libpq expects it. */
  @Test
  void cancelsByALongKeyInTls() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      byte[] content = ("user\0" + LABEL + "\0\0").getBytes(StandardCharsets.US_ASCII);
      client.ints(8 + content.length, (3 << 16) | 2).send(content);
      assertThat(client.authenticate(GatewayFixture.PASSWORD).type()).isEqualTo('R');
      ByteBuf key = client.await('K').content();
      int process = key.readInt();
      byte[] secret = new byte[key.readableBytes()];
      key.readBytes(secret);
      client.await('Z');
      client.query("SELECT pg_sleep(600)");
      await().until(() -> sleeps());
      try (PostgresSocket cancel = fixture.socket()) {
        ByteBuf out = Unpooled.buffer();
        ClientMessages.cancel(out, process, secret);
        cancel.tls(Optional.empty()).send(out);
        assertThat(cancel.isClosed()).isTrue();
      }
      Message error = client.await('Z');
      assertThat(error.field('C')).isEqualTo("57014");
    }
  }

  @Test
  void aWrongKeyIsAnsweredAlikeAndCancelsNothing() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      client.startup(Map.of("user", LABEL));
      client.authenticate(GatewayFixture.PASSWORD);
      ByteBuf key = client.await('K').content();
      client.await('Z');
      client.query("SELECT pg_sleep(0.5), 'whole'");
      for (int i = 0; i < 32; i++) {
        try (PostgresSocket cancel = fixture.socket()) {
          cancel.ints(16, 80877102, key.getInt(0), key.getInt(4) ^ (1 << i));
          assertThat(cancel.isClosed()).isTrue();
        }
      }
      assertThat(client.await('C').type()).isEqualTo('C');
    }
  }
}
