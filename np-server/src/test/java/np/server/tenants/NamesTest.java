package np.server.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import np.server.ServerRig;
import np.server.TestClient.Reply;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers send as names: line ends, escapes, shell, markup, paths. */
class NamesTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir static Path directory;

  static ServerRig rig;

  @BeforeAll
  static void start() {
    rig = ServerRig.start(POSTGRES.dataSource(), directory, kernel -> List.of());
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " x",
        "-x",
        "a\\r\\nb",
        "a\\u001b[31m",
        "a\\u009b31m",
        "a\\u202e",
        "a\\u2028",
        "$(id)",
        "a;b",
        "a'b",
        "<img src=x onerror=1>",
        "../x",
        "äö"
      })
  void aTokensNameIsPlain(String name) {
    Reply reply =
        rig.operator().post("/v1/tokens", "{\"name\":\"%s\",\"role\":\"viewer\"}".formatted(name));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("NP0110");
    assertThat(reply.json().get("detail").stringValue().chars().noneMatch(Character::isISOControl))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "-x", "x-", "X", "a_b", "a.b", "a/b", "..", "$(id)", "ä", "a\\n"})
  void aTenantsNameIsAnIdentifier(String name) {
    assertThat(rig.operator().post("/v1/tenants", "{\"name\":\"%s\"}".formatted(name)).code())
        .isEqualTo("NP0110");
  }
}
