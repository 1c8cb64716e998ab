package np.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.edge.postgres.PostgresSocket.Message;
import np.edge.postgres.scram.ScramExchange;
import np.edge.postgres.scram.TestScramClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who comes in, and that nobody else learns anything. */
final class LoginTest {
  private static final String LABEL = "shop-x7";
  private static GatewayFixture fixture;

  @BeforeAll
  static void start() throws IOException {
    fixture = new GatewayFixture();
    fixture.database(LABEL);
    fixture.instance().stop();
  }

  @AfterAll
  static void stop() throws IOException {
    fixture.close();
  }

  /** Everything but random and named parts is the same, and nothing is woken. */
  @Test
  void wrongPasswordRoleAndDatabaseLookAlike() throws IOException {
    int wakes = fixture.catalog().wakes();
    List<String> wrongPassword = conversation(LABEL, LABEL, "wrong");
    assertThat(wrongPassword).hasSize(4);
    assertThat(wrongPassword.get(2)).contains("28P01").contains("password authentication failed");
    assertThat(conversation(LABEL, "nobody-yy", GatewayFixture.PASSWORD)).isEqualTo(wrongPassword);
    assertThat(conversation("none-xx", "none-xx", "wrong")).isEqualTo(wrongPassword);
    assertThat(conversation("none-xx", "nobody-yy", "")).isEqualTo(wrongPassword);
    assertThat(fixture.catalog().wakes()).isEqualTo(wakes);
  }

  private static List<String> conversation(String label, String role, String password)
      throws IOException {
    List<String> all = new ArrayList<>();
    try (PostgresSocket client = fixture.socket()) {
      client.startup(Map.of("user", role, "database", label));
      Message offer = client.message();
      all.add(offer.type() + ByteBufUtil.hexDump(offer.content()));
      TestScramClient scram = new TestScramClient(password);
      client.sasl(ScramExchange.PLAIN, scram.first(Optional.empty()));
      Message challenge = client.message();
      byte[] data = PostgresSocket.data(challenge);
      String text = new String(data, StandardCharsets.US_ASCII);
      all.add(challenge.type() + text.replaceAll("r=[^,]{45},s=[^,]{24},", "r=,s=,"));
      client.answer(scram.last(data));
      Message error = client.message();
      String said = error.content().toString(StandardCharsets.UTF_8);
      all.add(
          error.type()
              + said.replace(role, "ROLE").replace(label, "LABEL").replace("ROLE", "LABEL"));
      all.add("closed " + client.isClosed());
    }
    return all;
  }

  @Test
  void theSaltOfARoleThatDoesNotExistStaysTheSame() throws IOException {
    assertThat(salt("none-xx", "nobody")).isEqualTo(salt("none-xx", "nobody"));
    assertThat(salt("none-xx", "nobody")).isNotEqualTo(salt("none-xx", "nobody2"));
    assertThat(salt(LABEL, LABEL)).isEqualTo(salt(LABEL, LABEL));
  }

  private static String salt(String label, String role) throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      client.startup(Map.of("user", role, "database", label));
      client.message();
      client.sasl(ScramExchange.PLAIN, new TestScramClient("x").first(Optional.empty()));
      String text = new String(PostgresSocket.data(client.message()), StandardCharsets.US_ASCII);
      return text.substring(text.indexOf(",s="));
    }
  }

  @Test
  void offersChannelBindingInTlsOnly() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      client.startup(Map.of("user", LABEL));
      assertThat(PostgresSocket.mechanisms(client.message())).containsExactly("SCRAM-SHA-256");
    }
    try (PostgresSocket client = fixture.socket()) {
      client.tls(Optional.empty()).startup(Map.of("user", LABEL));
      assertThat(PostgresSocket.mechanisms(client.message()))
          .containsExactly("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256");
    }
  }

  @Test
  void letsTheRolesBeReadAnewAfterAFailure() throws IOException {
    int before = fixture.catalog().refreshes(GatewayFixture.id(LABEL));
    try (PostgresSocket client = fixture.socket()) {
      assertThat(client.login(LABEL, "wrong").field('C')).isEqualTo("28P01");
    }
    await().until(() -> fixture.catalog().refreshes(GatewayFixture.id(LABEL)) > before);
  }

  @Test
  void refusesWhatIsNoAnswer() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      client.startup(Map.of("user", LABEL)).query("SELECT 1");
      assertThat(client.message().type()).isEqualTo('R');
      Message error = client.message();
      assertThat(error.field('C')).isEqualTo("08P01");
      assertThat(error.field('M')).isEqualTo("expected SASL response");
      assertThat(client.isClosed()).isTrue();
    }
  }
}
