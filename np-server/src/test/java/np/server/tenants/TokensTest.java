package np.server.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import np.server.ServerRig;
import np.server.TestClient;
import np.server.TestClient.Reply;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TokensTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir Path directory;

  private DataSource database;
  private ServerRig rig;

  @BeforeEach
  void start() {
    database = POSTGRES.another();
    rig = ServerRig.start(database, directory, kernel -> List.of());
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void theDatabaseHasNoTokensValue() throws Exception {
    String value = create(rig.operator(), "laptop", "owner").get("value").stringValue();

    assertThat(value).matches("np_[A-Za-z0-9_-]{43}");
    assertThat(dump()).contains("laptop").doesNotContain(value, value.substring(3), rig.token());
  }

  @Test
  void anOwnerCannotMakeOrRevokeAnOperator() {
    TestClient owner =
        rig.anonymous().with(create(rig.operator(), "boss", "owner").get("value").stringValue());
    String operator = idOf("local");

    assertThat(owner.post("/v1/tokens", "{\"name\":\"up\",\"role\":\"operator\"}").code())
        .isEqualTo("NP0302");
    assertThat(owner.delete("/v1/tokens/" + operator).code()).isEqualTo("NP0302");
    assertThat(rig.operator().get("/v1/whoami").status()).isEqualTo(200);
  }

  @Test
  void anOperatorsTokenBelongsToTheFirstTenant() {
    rig.operator().post("/v1/tenants", "{\"name\":\"acme\"}");

    Reply reply =
        rig.operator()
            .header("Np-Tenant", "acme")
            .post("/v1/tokens", "{\"name\":\"up\",\"role\":\"operator\"}");

    assertThat(reply.code()).isEqualTo("NP0302");
  }

  @Test
  void theLastOperatorStays() {
    assertThat(rig.operator().delete("/v1/tokens/" + idOf("local")).code()).isEqualTo("NP0418");
    assertThat(rig.operator().get("/v1/whoami").status()).isEqualTo(200);
  }

  @Test
  void ofTwoOperatorsThatRevokeEachOtherAtOnceOneStays() throws Exception {
    JsonNode second = create(rig.operator(), "second", "operator");
    TestClient other = rig.anonymous().with(second.get("value").stringValue());
    String mine = idOf("local");
    String theirs = second.get("token").get("id").stringValue();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Reply>> both =
          List.of(
              () -> rig.operator().delete("/v1/tokens/" + theirs),
              () -> other.delete("/v1/tokens/" + mine));
      List<Integer> statuses =
          threads.invokeAll(both).stream().map(Future::resultNow).map(Reply::status).toList();
      assertThat(statuses).contains(204).containsAnyOf(401, 409);
    }
    assertThat(Stream.of(rig.operator(), other).filter(c -> c.get("/v1/whoami").status() == 200))
        .hasSize(1);
  }

  @Test
  void aNameCanBeUsedAgainAfterItsTokenWasRevoked() {
    String id = create(rig.operator(), "ci", "viewer").get("token").get("id").stringValue();

    assertThat(rig.operator().post("/v1/tokens", "{\"name\":\"ci\",\"role\":\"viewer\"}").code())
        .isEqualTo("NP0410");
    rig.operator().delete("/v1/tokens/" + id);
    assertThat(create(rig.operator(), "ci", "viewer").has("value")).isTrue();
    assertThat(rig.operator().delete("/v1/tokens/" + id).code()).isEqualTo("NP0408");
  }

  @Test
  void useIsNoted() {
    JsonNode made = create(rig.operator(), "ci", "viewer");
    assertThat(made.get("token").get("lastUsedAt").stringValue()).isEmpty();

    rig.anonymous().with(made.get("value").stringValue()).get("/v1/whoami");

    assertThat(rig.operator().get("/v1/tokens").json().get("tokens"))
        .allMatch(token -> !token.get("lastUsedAt").stringValue().isEmpty());
  }

  @Test
  void anUnknownRoleIsRefused() {
    assertThat(rig.operator().post("/v1/tokens", "{\"name\":\"ci\",\"role\":\"ROOT\"}").code())
        .isEqualTo("NP0111");
  }

  @Test
  void aSecondTenantIsRefusedWhereTenantsAreNotKeptApart() {
    try (ServerRig weak =
        ServerRig.start(
            POSTGRES.another(),
            directory.resolve("weak"),
            Optional.of("bubblewrap is missing"),
            kernel -> List.of())) {
      Reply reply = weak.operator().post("/v1/tenants", "{\"name\":\"acme\"}");

      assertThat(reply.code()).isEqualTo("NP0605");
      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.body()).contains("bubblewrap is missing");
    }
  }

  private JsonNode create(TestClient client, String name, String role) {
    return client
        .post("/v1/tokens", "{\"name\":\"%s\",\"role\":\"%s\"}".formatted(name, role))
        .json();
  }

  private String idOf(String name) {
    for (JsonNode token : rig.operator().get("/v1/tokens").json().get("tokens")) {
      if (token.get("name").stringValue().equals(name)) {
        return token.get("id").stringValue();
      }
    }
    throw new IllegalStateException(name);
  }

  /** Everything in the kernel's tables as text. */
  private String dump() throws Exception {
    StringBuilder all = new StringBuilder();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : List.of("tokens", "tenants", "idempotency_keys", "audit_events")) {
        try (ResultSet rows = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
          while (rows.next()) {
            all.append(rows.getString(1)).append('\n');
          }
        }
      }
    }
    return all.toString();
  }
}
