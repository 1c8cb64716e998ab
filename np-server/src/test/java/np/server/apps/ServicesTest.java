package np.server.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import np.api.DeployRequest;
import np.model.DatabaseId;
import np.model.EnvName;
import np.model.Exit;
import np.model.WantedDatabase;
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
import tools.jackson.databind.json.JsonMapper;

class ServicesTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final String WEB = "run: ./serve\n";
  private static final String ONE_DATABASE = WEB + "services: {db: postgres}\n";
  private static final String PREVIEW =
      ONE_DATABASE
          + "environments: {preview: {services: {db: {branch_of: production, ttl: 7d}}}}\n";
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

  private static DatabaseId id(String name) {
    return DatabaseId.parse("default/" + name);
  }

  private static String url(String database) {
    return rig.operator().get("/v1/databases/" + database + "/url").json().get("url").stringValue();
  }

  private static Optional<String> secret(String app, String name) {
    return LinksTest.secret(rig, app, name);
  }

  private static JsonNode database(String name) {
    return rig.operator().get("/v1/databases/" + name).json();
  }

  private static Reply deploy(String app, String environment, String spec, SourceArchive source) {
    String body =
        JsonMapper.shared()
            .writeValueAsString(
                new DeployRequest(
                    spec, "np.yaml", environment, source.digest().hex(), null, false));
    return AppRig.send(rig.operator(), app, body, source);
  }

  @Test
  void aDeployMakesTheDatabaseBeforeAnythingOfTheAppRuns() {
    List<String> seen = new CopyOnWriteArrayList<>();
    rig.engine.tasks(
        task -> {
          boolean there = !rig.databases.observe(List.of(id("shop-db"))).isEmpty();
          boolean told =
              task.task().environment().secrets().containsKey(new EnvName("DATABASE_URL"));
          seen.add(task.kind() + " database " + there + " url " + told);
          return new Exit.Code(0);
        });
    Reply reply = rig.deploy("shop", ONE_DATABASE + "build: make\nrelease: ./migrate\n", ONE);
    JsonNode done = rig.done(reply);
    rig.engine.tasks(task -> new Exit.Code(0));

    assertThat(done.get("state").stringValue()).as(done.toString()).isEqualTo("running");
    assertThat(seen).containsExactly("BUILD database true url false", "RUN database true url true");
    assertThat(secret("shop", "DATABASE_URL")).contains(url("shop-db"));
    assertThat(database("shop-db").at("/links/0/app").stringValue()).isEqualTo("shop");
    assertThat(steps(reply)).startsWith("services").contains("build", "release", "start");
    assertThat(
            rig.deploy("shop", ONE_DATABASE + "build: make\nrelease: ./migrate\n", ONE)
                .json()
                .get("state")
                .stringValue())
        .isEqualTo("unchanged");
  }

  private static List<String> steps(Reply deployment) {
    return rig.events(deployment.json().get("id").stringValue(), Optional.empty()).stream()
        .filter(each -> each.get("state").stringValue().equals("ok"))
        .map(each -> each.get("step").stringValue())
        .filter(step -> !step.equals("queue"))
        .toList();
  }

  @Test
  void severalDatabasesAreNamedAndReferencesAreFilledIn() {
    rig.deployed(
        "several",
        WEB
            + """
            services: {main: postgres, audit-log: {version: 17, pooled: true}}
            env:
              JDBC: jdbc:postgresql://$(main.host):$(main.port)/$(main.name)?user=$(main.user)
              AUDIT: $(audit-log.url)?application_name=x
            """,
        ONE);

    assertThat(secret("several", "MAIN_URL")).contains(url("several-main"));
    assertThat(secret("several", "AUDIT_LOG_URL")).contains(url("several-audit-log") + "-pooler");
    assertThat(secret("several", "JDBC"))
        .contains("jdbc:postgresql://127.0.0.1:5432/several-main?user=several-main");
    assertThat(secret("several", "AUDIT"))
        .contains(url("several-audit-log") + "-pooler?application_name=x");
    assertThat(database("several-audit-log").get("version").stringValue()).isEqualTo("17.0");
  }

  @Test
  void aPreviewHasABranchOfItsOwnThatEachDeployRenews() {
    rig.deployed("blog", PREVIEW, ONE);
    rig.databases.write(id("blog-db"), "post");
    rig.done(deploy("blog-preview", "preview", PREVIEW, ONE));
    JsonNode branch = database("blog-preview-db");
    String ends = branch.get("expiresAt").stringValue();

    assertThat(branch.get("parent").stringValue()).isEqualTo("blog-db");
    assertThat(rig.databases.notes(id("blog-preview-db"))).containsExactly("post");
    assertThat(secret("blog", "DATABASE_URL")).contains(url("blog-db"));
    assertThat(secret("blog-preview", "DATABASE_URL")).contains(url("blog-preview-db"));
    assertThat(deploy("blog-preview", "preview", PREVIEW, ONE).status()).isEqualTo(200);
    assertThat(database("blog-preview-db").get("expiresAt").stringValue()).isGreaterThan(ends);

    rig.operator().delete("/v1/databases/blog-preview-db");
    rig.done(deploy("blog-preview", "preview", PREVIEW, ONE));
    assertThat(database("blog-preview-db").get("state").stringValue()).isEqualTo("running");
  }

  @Test
  void aBranchOfNothingIsRefusedWithWhatToDo() {
    Reply refused = deploy("lonely-preview", "preview", PREVIEW, ONE);

    assertThat(refused.code()).isEqualTo("NP0409");
    assertThat(refused.json().get("detail").stringValue()).contains("lonely-db");
    assertThat(rig.operator().get("/v1/apps/lonely-preview").status()).isEqualTo(404);
  }

  @Test
  void anotherVersionIsRefusedAndOtherSettingsAreApplied() {
    rig.deployed("steady", ONE_DATABASE, ONE);
    Reply version = rig.deploy("steady", WEB + "services: {db: {version: 17}}\n", ONE);
    rig.deployed("steady", WEB + "services: {db: {memory: 1G, extensions: [citext]}}\n", TWO);

    assertThat(version.code()).isEqualTo("NP0416");
    assertThat(version.json().get("hint").stringValue()).contains("version: 18");
    assertThat(database("steady-db").get("memory").stringValue()).isEqualTo("1G");
    assertThat(database("steady-db").at("/extensions/0").stringValue()).isEqualTo("citext");
    assertThat(database("steady-db").get("sleep").stringValue()).isEqualTo("5m");
  }

  @Test
  void anExtensionThatIsNotThereFailsTheDeployAndLeavesNothing() {
    JsonNode done = rig.deployed("odd", WEB + "services: {db: {extensions: [vector]}}\n", ONE);

    assertThat(done.get("state").stringValue()).isEqualTo("failed");
    assertThat(done.at("/error/code").stringValue()).isEqualTo("NP0702");
    assertThat(rig.operator().get("/v1/databases/odd-db").status()).isEqualTo(404);
    assertThat(rig.deployed("odd", ONE_DATABASE, ONE).get("state").stringValue())
        .isEqualTo("running");
  }

  @Test
  void aServiceThatGoesAwayLeavesItsDatabaseDetached() {
    rig.deployed("leaver", ONE_DATABASE, ONE);
    JsonNode plan = rig.operator().post("/v1/apps/leaver/plan", AppRig.request(WEB, TWO)).json();
    rig.deployed("leaver", WEB, TWO);

    assertThat(plan.toString()).contains("services.db").contains("detached");
    assertThat(secret("leaver", "DATABASE_URL")).isEmpty();
    assertThat(database("leaver-db").get("links")).isEmpty();
    assertThat(database("leaver-db").get("state").stringValue()).isEqualTo("running");
    rig.done(rig.operator().post("/v1/apps/leaver/rollback", "{}"));
    assertThat(secret("leaver", "DATABASE_URL")).contains(url("leaver-db"));
  }

  @Test
  void aDatabaseThatIsThereAlreadyIsTaken() {
    rig.operator().post("/v1/databases", "{\"name\":\"adopter-db\",\"memory\":\"512M\"}");
    rig.databases.write(id("adopter-db"), "kept");
    rig.deployed("adopter", ONE_DATABASE, ONE);

    assertThat(rig.databases.notes(id("adopter-db"))).containsExactly("kept");
    assertThat(database("adopter-db").get("memory").stringValue()).isEqualTo("512M");
    assertThat(secret("adopter", "DATABASE_URL")).contains(url("adopter-db"));
  }

  @Test
  void aPlanForeseesTheDatabaseAndMakesNone() {
    JsonNode plan =
        rig.operator().post("/v1/apps/planned/plan", AppRig.request(PREVIEW, ONE)).json();

    assertThat(plan.get("notes").toString()).contains("the database planned-db will be made");
    assertThat(rig.operator().get("/v1/databases/planned-db").status()).isEqualTo(404);
    assertThat(plan.toString()).doesNotContain("postgres://");
  }

  @Test
  void aDeployWaitsForAnEngineThatIsAway() {
    rig.databases.goAway();
    Reply reply = rig.deploy("waiting", ONE_DATABASE, ONE);
    org.awaitility.Awaitility.await()
        .until(() -> rig.operator().get("/v1/status?app=waiting").body().contains("services"));
    rig.databases.comeBack();

    assertThat(rig.done(reply).get("state").stringValue()).isEqualTo("running");
    assertThat(
            rig.databases.applied().stream()
                .filter(each -> each.id().equals(id("waiting-db")))
                .map(WantedDatabase::presence))
        .containsExactly(WantedDatabase.Presence.SERVING);
  }
}
