package np.server.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import np.model.Exit;
import np.model.ProcessName;
import np.model.Route;
import np.model.Workload;
import np.server.AppRig;
import np.server.SourceArchive;
import np.server.TestClient;
import np.server.TestClient.Reply;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AppsTest {
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

  private static Workload wanted(String app, String process) {
    return wanted("default", app, process).orElseThrow();
  }

  private static Optional<Workload> wanted(String tenant, String app, String process) {
    return rig.engine.wanted().values().stream()
        .filter(each -> each.id().toString().equals(tenant + "/" + app + "/" + process))
        .findFirst();
  }

  private static TestClient tenant(String name) {
    rig.operator().post("/v1/tenants", "{\"name\":\"" + name + "\"}");
    return rig.operator().header("Np-Tenant", name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%3Brm%20-rf%20x", "a%24(id)", "a%60id%60", "..", "a%0D%0Ab", "a%00b", "a%1B%5B31m",
        "-rf", "A", "a_b", "a%20b", "%C3%A9cole", "x", "a%2Fb"
      })
  void appNamesThatCouldBeMoreThanNamesAreRefused(String name) {
    Reply reply = rig.operator().get("/v1/apps/" + name + "/env");

    assertThat(reply.status()).isBetween(400, 404);
    assertThat(reply.body()).doesNotContain("\u001b", "\r", "\0");
  }

  @Test
  void brokenFileIsRefusedWithEveryMistakeAndItsPlace() {
    Reply reply = rig.deploy("broken", "rnu: x\nscale: many\n", ONE);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("diagnostics").size()).isGreaterThan(1);
    assertThat(reply.json().get("diagnostics").get(0).get("line").intValue()).isEqualTo(1);
    assertThat(reply.json().get("exit").intValue()).isEqualTo(3);
    assertThat(rig.operator().get("/v1/apps/broken").status()).isEqualTo(404);
  }

  @Test
  void sourceThatWasNotUploadedIsAskedFor() {
    SourceArchive never = SourceArchive.of("serve", "never sent");

    Reply reply = rig.operator().post("/v1/apps/unsent/deployments", AppRig.request(WEB, never));

    assertThat(reply.code()).isEqualTo("NP0415");
    assertThat(rig.operator().get("/v1/apps/unsent").code()).isEqualTo("NP0401");
  }

  @Test
  void digestIsNoKeyToTheSourceOfAnotherTenant() {
    SourceArchive theirs = SourceArchive.of("serve", "theirs");
    rig.deployed("theirs", WEB, theirs);
    TestClient stranger = tenant("strangers");

    assertThat(stranger.verdict("HEAD", "/v1/uploads/" + theirs.digest(), "").status())
        .isEqualTo(404);
    assertThat(stranger.post("/v1/apps/mine/deployments", AppRig.request(WEB, theirs)).code())
        .isEqualTo("NP0415");
  }

  @Test
  void messageOfAReleaseCannotMoveTheCursor() {
    String request =
        AppRig.request(WEB, ONE).replace("\"message\":null", "\"message\":\"a\\u001b[2Jb\"");
    rig.done(AppRig.send(rig.operator(), "message", request, ONE));

    JsonNode releases = rig.operator().get("/v1/apps/message/releases").json().get("releases");
    assertThat(releases.get(0).get("message").stringValue()).isEqualTo("a\\u001b[2Jb");
  }

  @Test
  void fileThatDidNotChangeItsScaleKeepsTheLiveOne() {
    rig.deployed("live", WEB, ONE);
    rig.done(rig.operator().post("/v1/apps/live/scale", "{\"processes\":{\"web\":3}}"));

    rig.deployed("live", WEB, TWO);

    assertThat(wanted("live", "web").count()).isEqualTo(3);
  }

  @Test
  void fileThatWouldUndoALiveScaleIsRefusedUnlessDriftIsAccepted() {
    rig.deployed("drift", WEB, ONE);
    rig.done(rig.operator().post("/v1/apps/drift/scale", "{\"processes\":{\"web\":3}}"));
    String shrink = "run: ./serve\nscale: 1\n";

    Reply refused = rig.deploy("drift", shrink, TWO);

    assertThat(refused.code()).isEqualTo("NP0413");
    assertThat(refused.json().get("detail").stringValue()).contains("scale.web: file 1, live 3");
    assertThat(wanted("drift", "web").count()).isEqualTo(3);
    rig.done(AppRig.send(rig.operator(), "drift", AppRig.request(shrink, TWO, true), TWO));
    assertThat(wanted("drift", "web").count()).isEqualTo(1);
  }

  @Test
  void secondChangeIsRefusedWhileOneIsUnderWayAndTheSameOneJoinsIt() {
    rig.deployed("busy", WEB, ONE);
    rig.ingress.away(true);
    try {
      String spec = WEB + "routes: [busy.example.com]\n";
      Reply first = rig.deploy("busy", spec, TWO);
      Reply same = rig.deploy("busy", spec, TWO);
      Reply other = rig.deploy("busy", spec, ONE);
      Reply scale = rig.operator().post("/v1/apps/busy/scale", "{\"processes\":{\"web\":3}}");

      assertThat(same.json().get("id")).isEqualTo(first.json().get("id"));
      assertThat(other.code()).isEqualTo("NP0412");
      assertThat(scale.code()).isEqualTo("NP0412");
      assertThat(scale.json().get("detail").stringValue())
          .contains("deploy of busy")
          .contains(first.json().get("id").stringValue());
      rig.ingress.away(false);
      assertThat(rig.done(first).get("state").stringValue()).isEqualTo("running");
    } finally {
      rig.ingress.away(false);
    }
  }

  @Test
  void hostOfAnotherTenantIsRefusedWithoutSayingWhose() {
    rig.deployed("first", WEB + "routes: [taken.example.com]\n", ONE);
    TestClient stranger = tenant("rivals");
    String spec = WEB + "routes: [taken.example.com]\n";

    Reply refused = AppRig.deploy(stranger, "second", spec, ONE);

    assertThat(refused.code()).isEqualTo("NP0411");
    assertThat(refused.body()).doesNotContain("first", "default");
    assertThat(stranger.get("/v1/apps/second").status()).isEqualTo(404);
    rig.deployed("first", WEB, ONE);
    rig.done(AppRig.deploy(stranger, "second", spec, ONE), stranger);
    assertThat(rig.ingress.routes().stream().filter(each -> isAt(each, "taken.example.com")))
        .allMatch(each -> each.app().tenant().value().equals("rivals"));
  }

  private static boolean isAt(Route route, String host) {
    return route.host().value().equals(host);
  }

  @Test
  void sameNameInTwoTenantsIsTwoApps() {
    rig.deployed("twin", WEB, ONE);
    TestClient other = tenant("others");

    rig.done(AppRig.deploy(other, "twin", WEB, TWO), other);

    assertThat(wanted("default", "twin", "web")).isPresent();
    assertThat(wanted("others", "twin", "web")).isPresent();
    assertThat(other.get("/v1/apps/twin").json().get("url").stringValue())
        .isNotEqualTo(rig.operator().get("/v1/apps/twin").json().get("url").stringValue());
    other.delete("/v1/apps/twin");
    assertThat(rig.operator().get("/v1/apps/twin").status()).isEqualTo(200);
  }

  @Test
  void stopClosesTheRouteAndStartOpensItAgain() {
    rig.deployed("switch", WEB, ONE);

    JsonNode stopped = rig.done(rig.operator().post("/v1/apps/switch/stop", ""));

    assertThat(stopped.get("state").stringValue()).isEqualTo("stopped");
    assertThat(wanted("switch", "web").count()).isZero();
    assertThat(route("switch")).isInstanceOf(Route.Closed.class);
    assertThat(rig.operator().post("/v1/apps/switch/stop", "").json().get("state").stringValue())
        .isEqualTo("unchanged");
    assertThat(rig.operator().post("/v1/apps/switch/restart", "{}").code()).isEqualTo("NP0416");

    rig.done(rig.operator().post("/v1/apps/switch/start", ""));

    assertThat(wanted("switch", "web").count()).isEqualTo(2);
    assertThat(route("switch")).isInstanceOf(Route.Proxy.class);
  }

  private static Route route(String app) {
    return rig.ingress.routes().stream()
        .filter(each -> isAt(each, app + ".localhost"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void restartReplacesInstancesByTheRevisionOnly() {
    rig.deployed("again", WEB, ONE);
    Workload before = wanted("again", "web");

    rig.done(rig.operator().post("/v1/apps/again/restart", "{\"process\":\"web\"}"));

    Workload after = wanted("again", "web");
    assertThat(after.revision()).isEqualTo(before.revision() + 1);
    assertThat(after.task()).isEqualTo(before.task());
    assertThat(rig.operator().post("/v1/apps/again/restart", "{\"process\":\"no-such\"}").code())
        .isEqualTo("NP0404");
  }

  @Test
  void fiveReleasesAreKeptAndOlderArtifactsAreSwept() {
    for (int release = 1; release <= 7; release++) {
      rig.deployed("many", WEB, SourceArchive.of("serve", "release " + release));
    }
    Path releases = home.resolve("apps/default/many/releases");

    org.awaitility.Awaitility.await()
        .untilAsserted(
            () -> {
              try (Stream<Path> left = Files.list(releases)) {
                assertThat(left.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("3", "4", "5", "6", "7");
              }
            });
    List<String> states =
        rig.operator()
            .get("/v1/apps/many/releases")
            .json()
            .get("releases")
            .valueStream()
            .map(each -> each.get("state").stringValue())
            .toList();
    assertThat(states).containsExactly("current", "kept", "kept", "kept", "kept", "swept", "swept");
    assertThat(rig.operator().post("/v1/apps/many/rollback", "{\"release\":\"v1\"}").code())
        .isEqualTo("NP0402");
    rig.done(rig.operator().post("/v1/apps/many/rollback", "{\"release\":\"v3\"}"));
    assertThat(wanted("many", "web").task().artifact().builtBy().value()).isEqualTo(3);
  }

  @Test
  void processThatTheFileDropsIsRemoved() {
    rig.deployed("drop", WEB + "processes:\n  worker: {run: ./work}\n", ONE);
    assertThat(wanted("default", "drop", "worker")).isPresent();

    rig.deployed("drop", WEB, TWO);

    assertThat(wanted("default", "drop", "worker")).isEmpty();
  }

  @Test
  void destroyedAppIsInTheTrashAndComesBack() {
    rig.deployed("waste", WEB, ONE);

    Reply destroyed = rig.operator().delete("/v1/apps/waste");

    assertThat(destroyed.json().get("deletedAt").stringValue()).isNotEmpty();
    org.awaitility.Awaitility.await().until(() -> wanted("default", "waste", "web").isEmpty());
    assertThat(rig.operator().get("/v1/apps/waste").code()).isEqualTo("NP0401");
    assertThat(rig.deploy("waste", WEB, TWO).json().get("hint").stringValue())
        .contains("np apps undelete waste");
    assertThat(rig.operator().get("/v1/apps?deleted=true").body()).contains("waste");
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () -> {
              Reply back = rig.operator().post("/v1/apps/waste/undelete", "");
              assertThat(back.status()).isEqualTo(202);
              rig.done(back);
            });
    assertThat(wanted("waste", "web").count()).isEqualTo(2);
    assertThat(route("waste")).isInstanceOf(Route.Proxy.class);
  }

  @Test
  void planForeseesAndChangesNothing() {
    rig.deployed("plan", WEB, ONE);

    JsonNode plan =
        rig.operator()
            .post(
                "/v1/apps/plan/plan", AppRig.request("run: ./serve\nscale: 3\nenv: {A: b}\n", TWO))
            .json();

    assertThat(plan.get("from").stringValue()).isEqualTo("v1");
    assertThat(plan.get("restarts").intValue()).isEqualTo(2);
    assertThat(plan.get("changes").valueStream().map(each -> each.get("path").stringValue()))
        .contains("source", "scale.web", "env.A");
    assertThat(wanted("plan", "web").count()).isEqualTo(2);
    JsonNode same = rig.operator().post("/v1/apps/plan/plan", AppRig.request(WEB, ONE)).json();
    assertThat(same.get("changes").size()).isZero();
    assertThat(same.get("restarts").intValue()).isZero();
  }

  @Test
  void planSaysWhatAFixedPortCosts() {
    String fixed = "run: ./serve\nport: 3000\n";
    rig.deployed("stuck", fixed, ONE);

    JsonNode plan = rig.operator().post("/v1/apps/stuck/plan", AppRig.request(fixed, TWO)).json();

    assertThat(plan.get("notes").toString())
        .contains("web: port 3000 is fixed: one instance, and a short gap at each deploy")
        .contains("listen on $PORT to avoid it");
  }

  @Test
  void failedReleaseCommandAbortsBeforeAnythingStarts() {
    rig.deployed("migrate", WEB, ONE);
    rig.engine.tasks(task -> new Exit.Code(task.app().app().value().equals("migrate") ? 3 : 0));
    try {
      JsonNode done = rig.deployed("migrate", WEB + "release: ./migrate\n", TWO);

      assertThat(done.get("error").get("code").stringValue()).isEqualTo("NP0502");
      assertThat(wanted("migrate", "web").task().artifact().builtBy().value()).isEqualTo(1);
    } finally {
      rig.engine.tasks(task -> new Exit.Code(0));
    }
  }

  @Test
  void unknownProcessesAreNamed() {
    rig.deployed("count", WEB, ONE);

    Reply reply = rig.operator().post("/v1/apps/count/scale", "{\"processes\":{\"wbe\":1}}");

    assertThat(reply.code()).isEqualTo("NP0404");
    assertThat(reply.json().get("hint").stringValue()).contains("web");
    assertThat(new ProcessName("web")).isEqualTo(wanted("count", "web").id().process());
  }
}
