package np.server.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import np.model.EnvName;
import np.model.Workload;
import np.server.AppRig;
import np.server.SourceArchive;
import np.server.TestClient.Reply;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class VariablesTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final String WEB = "run: ./serve\nscale: 2\n";
  private static final SourceArchive ONE = SourceArchive.of("serve", "one");
  private static final SourceArchive TWO = SourceArchive.of("serve", "two");

  @TempDir static Path home;
  static AppRig rig;

  @BeforeAll
  static void start() {
    rig = AppRig.start(POSTGRES.dataSource(), home);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static Workload wanted(String app) {
    return rig.engine.wanted().values().stream()
        .filter(each -> each.id().toString().equals("default/" + app + "/web"))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<String> variable(String app, String name) {
    EnvName env = new EnvName(name);
    return Optional.ofNullable(wanted(app).task().environment().plain().get(env));
  }

  private static Optional<String> secret(String app, String name) {
    EnvName env = new EnvName(name);
    return Optional.ofNullable(wanted(app).task().environment().secrets().get(env))
        .map(np.model.Secret::reveal);
  }

  @Test
  void missingSecretsAreNamedWithTheCommandsThatSetThem() {
    Reply reply = rig.deploy("needy", WEB + "secrets: [STRIPE_KEY, API_KEY]\n", ONE);

    assertThat(reply.code()).isEqualTo("NP0417");
    assertThat(reply.json().get("detail").stringValue()).contains("API_KEY, STRIPE_KEY");
    assertThat(reply.json().get("hint").stringValue()).contains("np secrets set API_KEY -a needy");
  }

  @Test
  void secretsReachTheProcessAndNothingElse() throws Exception {
    String canary = "canary-7f3a9c1e";
    Reply set =
        rig.operator()
            .json(
                "PATCH",
                "/v1/apps/secret/secrets",
                AppRig.json(Map.of("set", Map.of("API_KEY", canary), "unset", List.of())));
    assertThat(set.json().get("state").stringValue()).isEqualTo("unchanged");
    Reply deploy = rig.deploy("secret", WEB + "secrets: [API_KEY, {KEY: {generate: 32}}]\n", ONE);
    rig.done(deploy);

    assertThat(secret("secret", "API_KEY")).contains(canary);
    String generated = secret("secret", "KEY").orElseThrow();
    assertThat(generated).matches("[A-Za-z0-9]{32}");
    String id = deploy.json().get("id").stringValue();
    List<String> shown =
        Stream.of(
                "/v1/apps/secret",
                "/v1/apps/secret/secrets",
                "/v1/apps/secret/env",
                "/v1/apps/secret/releases",
                "/v1/status?app=secret",
                "/v1/deployments/" + id)
            .map(path -> rig.operator().get(path).body())
            .toList();
    String plan =
        rig.operator()
            .post("/v1/apps/secret/plan", AppRig.request(WEB + "secrets: [API_KEY]\n", TWO))
            .body();
    assertThat(shown).allMatch(text -> !text.contains(canary) && !text.contains(generated));
    assertThat(plan).doesNotContain(canary, generated);
    assertThat(rig.events(id, Optional.empty()).toString()).doesNotContain(canary, generated);
    assertThat(rig.operator().get("/v1/apps/secret/secrets").body())
        .contains("\"API_KEY\",\"state\":\"set\"", "\"KEY\",\"state\":\"generated\"");
    assertThat(dump()).doesNotContain(canary, generated);
  }

  /** Every row of every table, as text. */
  private static String dump() throws Exception {
    StringBuilder text = new StringBuilder();
    List<String> tables =
        List.of("apps", "releases", "deployments", "deployment_events", "secrets", "audit_events");
    try (var connection = POSTGRES.dataSource().getConnection();
        var statement = connection.createStatement()) {
      for (String table : tables) {
        try (var rows = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
          while (rows.next()) {
            text.append(rows.getString(1)).append('\n');
          }
        }
      }
    }
    return text.toString();
  }

  @Test
  void generatedSecretStaysTheSameAcrossReleasesAndRollbacks() {
    String spec = WEB + "secrets: {KEY: {generate: 16}}\n";
    rig.deployed("keeper", WEB, ONE);
    rig.deployed("keeper", spec, ONE);
    String first = secret("keeper", "KEY").orElseThrow();
    rig.done(rig.operator().post("/v1/apps/keeper/rollback", "{}"));
    assertThat(secret("keeper", "KEY")).isEmpty();

    rig.deployed("keeper", spec, TWO);

    assertThat(secret("keeper", "KEY")).contains(first);
  }

  @Test
  void unsetSecretIsForgottenOnceNoReleaseNamesIt() throws Exception {
    patchSecret("forget", "{\"set\":{\"TOKEN\":\"old\"},\"unset\":[]}");
    rig.deployed("forget", WEB, ONE);
    rig.done(patchSecret("forget", "{\"set\":{},\"unset\":[\"TOKEN\"]}"));
    assertThat(secret("forget", "TOKEN")).isEmpty();
    assertThat(versions("forget")).as("v1 may be gone back to").isEqualTo(1);

    for (int release = 0; release < 5; release++) {
      rig.deployed("forget", WEB, SourceArchive.of("serve", "later " + release));
    }

    org.awaitility.Awaitility.await().until(() -> versions("forget") == 0);
  }

  private static Reply patchSecret(String app, String patch) {
    return rig.operator().json("PATCH", "/v1/apps/" + app + "/secrets", patch);
  }

  private static long versions(String app) throws Exception {
    try (var connection = POSTGRES.dataSource().getConnection();
        var statement = connection.prepareStatement("SELECT count(*) FROM secrets WHERE app = ?")) {
      statement.setString(1, app);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  @Test
  void envSetByHandMakesAReleaseOfTheSameArtifact() {
    rig.deployed("envy", WEB + "build: make\nenv: {A: file, B: file}\n", ONE);
    int builds = rig.engine.runs().size();

    JsonNode done =
        rig.done(
            rig.operator()
                .json(
                    "PATCH",
                    "/v1/apps/envy/env",
                    AppRig.json(Map.of("set", Map.of("A", "hand"), "unset", List.of()))));

    assertThat(done.get("release").stringValue()).isEqualTo("v2");
    assertThat(rig.engine.runs()).hasSize(builds);
    assertThat(variable("envy", "A")).contains("hand");
    assertThat(variable("envy", "B")).contains("file");
    assertThat(rig.operator().get("/v1/apps/envy/env").json().get("set").get("A").stringValue())
        .isEqualTo("hand");
    assertThat(
            rig.operator()
                .json("PATCH", "/v1/apps/envy/env", "{\"set\":{\"A\":\"hand\"},\"unset\":[]}")
                .json()
                .get("state")
                .stringValue())
        .isEqualTo("unchanged");
  }
}
