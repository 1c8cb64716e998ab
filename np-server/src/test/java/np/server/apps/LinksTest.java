package np.server.apps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import np.model.EnvName;
import np.model.Exit;
import np.model.Secret;
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

class LinksTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final String WEB = "run: ./serve\n";
  private static final SourceArchive ONE = SourceArchive.of("serve", "one");

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

  static String create(String name) {
    return rig.operator()
        .post("/v1/databases", "{\"name\":\"" + name + "\"}")
        .json()
        .at("/url/url")
        .stringValue();
  }

  private static Reply link(String database, String app, String body) {
    return rig.operator().json("PUT", "/v1/databases/" + database + "/links/" + app, body);
  }

  private static Reply unlink(String database, String app) {
    return rig.operator().delete("/v1/databases/" + database + "/links/" + app);
  }

  static Optional<String> secret(AppRig rig, String app, String name) {
    return rig.engine.wanted().values().stream()
        .filter(each -> each.id().toString().equals("default/" + app + "/web"))
        .map(Workload::task)
        .flatMap(
            task ->
                Optional.ofNullable(task.environment().secrets().get(new EnvName(name))).stream())
        .map(Secret::reveal)
        .findFirst();
  }

  private static Optional<String> secret(String app, String name) {
    return secret(rig, app, name);
  }

  private static List<String> links(String database) {
    return rig.operator()
        .get("/v1/databases/" + database)
        .json()
        .get("links")
        .valueStream()
        .map(each -> each.get("app").stringValue() + " " + each.get("variable").stringValue())
        .toList();
  }

  @Test
  void aLinkedAppFindsTheUrlAndIsReplacedInstanceByInstance() {
    String url = create("orders");
    rig.deployed("shop", WEB, ONE);

    JsonNode done = rig.done(link("orders", "shop", "{}"));

    assertThat(done.get("state").stringValue()).isEqualTo("running");
    assertThat(done.get("release").stringValue()).as("no new release").isEqualTo("v1");
    assertThat(secret("shop", "DATABASE_URL")).contains(url);
    assertThat(links("orders")).containsExactly("shop DATABASE_URL");
    assertThat(link("orders", "shop", "{}").json().get("state").stringValue())
        .isEqualTo("unchanged");
  }

  @Test
  void theSecondDatabaseIsNamedAndAnotherNameCanBeChosen() {
    create("one");
    String two = create("two-b");
    String three = create("three");
    rig.deployed("several", WEB, ONE);
    rig.done(link("one", "several", "{}"));
    rig.done(link("two-b", "several", "{}"));
    rig.done(link("three", "several", "{\"variable\":\"REPORTS_DSN\"}"));

    assertThat(secret("several", "TWO_B_URL")).contains(two);
    assertThat(secret("several", "REPORTS_DSN")).contains(three);
    assertThat(link("one", "several", "{\"variable\":\"1X\"}").code()).isEqualTo("NP0110");
  }

  @Test
  void whatIsSetByHandIsNotOverwritten() {
    create("mine");
    rig.operator()
        .json(
            "PATCH",
            "/v1/apps/handmade/secrets",
            AppRig.json(Map.of("set", Map.of("DATABASE_URL", "by-hand"), "unset", List.of())));
    rig.deployed("handmade", WEB, ONE);

    Reply refused = link("mine", "handmade", "{\"variable\":\"DATABASE_URL\"}");
    rig.done(link("mine", "handmade", "{}"));

    assertThat(refused.code()).isEqualTo("NP0410");
    assertThat(secret("handmade", "DATABASE_URL")).contains("by-hand");
    assertThat(secret("handmade", "MINE_URL")).isPresent();
  }

  @Test
  void anAppCanBeLinkedBeforeItsFirstDeploy() {
    String url = create("early");
    Reply linked = link("early", "newcomer", "{}");

    assertThat(linked.status()).isEqualTo(200);
    rig.deployed("newcomer", WEB, ONE);
    assertThat(secret("newcomer", "DATABASE_URL")).contains(url);
  }

  @Test
  void unlinkingTakesTheUrlAwayAndLeavesTheDatabase() {
    create("left");
    rig.deployed("leaver", WEB, ONE);
    rig.done(link("left", "leaver", "{}"));
    rig.done(unlink("left", "leaver"));

    assertThat(secret("leaver", "DATABASE_URL")).isEmpty();
    assertThat(links("left")).isEmpty();
    assertThat(unlink("left", "leaver").json().get("state").stringValue()).isEqualTo("unchanged");
    assertThat(rig.operator().get("/v1/databases/left").status()).isEqualTo(200);
  }

  @Test
  void aNewPasswordReachesLinkedAppsAlsoAfterARollback() {
    String before = create("secretive");
    rig.deployed("keeper", WEB, ONE);
    rig.done(link("secretive", "keeper", "{}"));
    rig.deployed("keeper", WEB + "scale: 2\n", ONE);

    Reply rotated = rig.operator().post("/v1/databases/secretive/rotate", "");
    String after = rotated.json().at("/url/url").stringValue();
    String id = rotated.json().at("/deployments/0/id").stringValue();
    JsonNode done = rig.events(id, Optional.empty()).getLast();

    assertThat(done.get("state").stringValue()).isEqualTo("running");
    assertThat(after).isNotEqualTo(before);
    assertThat(secret("keeper", "DATABASE_URL")).contains(after);
    rig.done(rig.operator().post("/v1/apps/keeper/rollback", "{}"));
    assertThat(secret("keeper", "DATABASE_URL")).contains(after);
  }

  @Test
  void anAppThatIsBusyGetsTheNewPasswordWhenItIsNot() throws Exception {
    create("patient");
    rig.deployed("busy", WEB, ONE);
    rig.done(link("patient", "busy", "{}"));
    CountDownLatch building = new CountDownLatch(1);
    CountDownLatch built = new CountDownLatch(1);
    rig.engine.tasks(
        task -> {
          building.countDown();
          try {
            built.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new Exit.Code(0);
        });
    Reply deploy = rig.deploy("busy", WEB + "build: make\n", SourceArchive.of("serve", "two"));
    assertThat(building.await(30, TimeUnit.SECONDS)).isTrue();

    Reply rotated = rig.operator().post("/v1/databases/patient/rotate", "");
    built.countDown();
    rig.done(deploy);

    assertThat(rotated.json().get("deployments")).isEmpty();
    String url = rotated.json().at("/url/url").stringValue();
    await().until(() -> secret("busy", "DATABASE_URL").equals(Optional.of(url)));
    rig.engine.tasks(task -> new Exit.Code(0));
  }

  @Test
  void theStatusOfAnAppTellsOfItsDatabases() {
    create("seen");
    rig.deployed("watched", WEB, ONE);
    rig.done(link("seen", "watched", "{}"));
    JsonNode database =
        rig.operator().get("/v1/status?app=watched").json().at("/apps/0/databases/0");

    assertThat(database.get("name").stringValue()).isEqualTo("seen");
    assertThat(database.get("variable").stringValue()).isEqualTo("DATABASE_URL");
    assertThat(database.get("state").stringValue()).isEqualTo("running");
    assertThat(rig.operator().get("/metrics").body()).contains("np_databases{state=\"running\"}");
  }

  @Test
  void aPasswordIsShownNowhereButInTheEnvironment() throws Exception {
    create("canary");
    rig.deployed("nest", WEB, ONE);
    rig.done(link("canary", "nest", "{}"));
    Reply rotated = rig.operator().post("/v1/databases/canary/rotate", "");
    String id = rotated.json().at("/deployments/0/id").stringValue();
    rig.events(id, Optional.empty());
    String password = rotated.json().at("/url/password").stringValue();

    assertThat(secret("nest", "DATABASE_URL").orElseThrow()).contains(password);
    for (String path :
        List.of(
            "/v1/apps/nest",
            "/v1/apps/nest/env",
            "/v1/apps/nest/secrets",
            "/v1/apps/nest/releases",
            "/v1/status?app=nest",
            "/v1/deployments/" + id,
            "/v1/deployments/" + id + "/events",
            "/v1/events?follow=false&n=1000")) {
      assertThat(rig.operator().get(path).body()).as(path).doesNotContain(password);
    }
    assertThat(
            rig.operator()
                .post("/v1/apps/nest/plan", AppRig.request(WEB, SourceArchive.of("serve", "x")))
                .body())
        .doesNotContain(password);
  }
}
