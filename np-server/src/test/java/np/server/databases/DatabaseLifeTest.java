package np.server.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import np.model.DatabaseId;
import np.model.DatabaseOrigin;
import np.model.WantedDatabase;
import np.server.AppRig;
import np.server.TestClient;
import np.server.TestClient.Reply;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a database that is there, with an engine that may be away. */
class DatabaseLifeTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir Path home;
  private AppRig rig;

  @BeforeEach
  void start() {
    rig = AppRig.start(POSTGRES.another(), home);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private Reply post(String path, String body) {
    return rig.operator().post("/v1/databases" + path, body);
  }

  private Reply get(String path) {
    return rig.operator().get("/v1/databases" + path);
  }

  private void create(String name) {
    assertThat(post("", "{\"name\":\"" + name + "\"}").status()).isEqualTo(201);
  }

  private WantedDatabase wanted(String name) {
    DatabaseId id = DatabaseId.parse("default/" + name);
    return rig.databases.applied().stream()
        .filter(each -> each.id().equals(id))
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  private static DatabaseId id(String name) {
    return DatabaseId.parse("default/" + name);
  }

  @Test
  void aChangeReachesTheEngineAndTheSameAgainDoesNot() {
    create("shop");
    Reply changed =
        rig.operator()
            .json(
                "PATCH",
                "/v1/databases/shop",
                "{\"memory\":\"1G\",\"sleep\":\"never\",\"extensions\":[\"citext\"]}");
    long generation = wanted("shop").generation();
    rig.operator()
        .json("PATCH", "/v1/databases/shop", "{\"memory\":\"1G\",\"extensions\":[\"citext\"]}");

    assertThat(changed.json().get("sleep").stringValue()).isEqualTo("never");
    assertThat(wanted("shop").settings().memory()).hasToString("1G");
    assertThat(wanted("shop").generation()).isEqualTo(generation);
  }

  @Test
  void aChangeThatTheEngineRefusesLeavesWhatWasBefore() {
    create("shop");
    Reply refused =
        rig.operator()
            .json("PATCH", "/v1/databases/shop", "{\"memory\":\"1G\",\"extensions\":[\"vector\"]}");

    assertThat(refused.code()).isEqualTo("NP0702");
    assertThat(get("/shop").json().get("memory").stringValue()).isEqualTo("256M");
    assertThat(get("/shop").json().get("extensions")).isEmpty();
    assertThat(wanted("shop").settings().memory()).hasToString("256M");
  }

  @Test
  void aBranchBeginsAsItsParentAndIsResetToIt() {
    create("shop");
    rig.databases.write(id("shop"), "one");
    Reply made = post("/shop/branches", "{\"name\":\"trial\",\"ttl\":\"7d\"}");
    rig.databases.write(id("trial"), "mine");
    rig.databases.write(id("shop"), "two");

    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().at("/database/parent").stringValue()).isEqualTo("shop");
    assertThat(made.json().at("/database/expiresAt").stringValue()).endsWith("Z");
    assertThat(made.json().at("/url/url").stringValue()).startsWith("postgres://trial:");
    assertThat(rig.databases.notes(id("trial"))).containsExactly("one", "mine");
    assertThat(post("/trial/reset", "").status()).isEqualTo(200);
    assertThat(rig.databases.notes(id("trial"))).containsExactly("one", "two");
    assertThat(wanted("trial").origin()).isEqualTo(new DatabaseOrigin.BranchOf(id("shop"), 2));
    assertThat(post("/shop/reset", "").code()).isEqualTo("NP0416");
  }

  @Test
  void aBranchWhoseCopyTakesLongIsShownAsOnItsWay() {
    create("shop");
    rig.databases.hold();
    Reply made = post("/shop/branches", "{\"name\":\"trial\"}");
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json().at("/database/state").stringValue()).isEqualTo("preparing");

    rig.databases.release();
    assertThat(get("/trial").json().get("state").stringValue()).isEqualTo("running");
  }

  @Test
  void aBranchOutlivesItsParentButIsResetNoMore() {
    create("shop");
    post("/shop/branches", "{\"name\":\"trial\"}");
    post("/trial/branches", "{\"name\":\"leaf\"}");
    rig.operator().delete("/v1/databases/shop");

    assertThat(get("/trial").json().get("state").stringValue()).isEqualTo("running");
    assertThat(get("/leaf").json().get("parent").stringValue()).isEqualTo("trial");
    assertThat(post("/trial/reset", "").code()).isEqualTo("NP0409");
    assertThat(post("/shop/branches", "{\"name\":\"late\"}").code()).isEqualTo("NP0409");
    assertThat(post("/trial/branches", "{\"name\":\"bad\",\"ttl\":\"1m\"}").code())
        .isEqualTo("NP0111");
  }

  @Test
  void theTrashKeepsADatabaseUntilItIsTakenBack() {
    create("shop");
    rig.databases.write(id("shop"), "one");
    String url = get("/shop/url").json().get("url").stringValue();
    Reply destroyed = rig.operator().delete("/v1/databases/shop");

    assertThat(destroyed.json().get("state").stringValue()).isEqualTo("trashed");
    assertThat(destroyed.json().get("why").stringValue()).contains("np db undelete shop");
    assertThat(get("/shop/url").code()).isEqualTo("NP0409");
    assertThat(DatabasesTest.names(get("").json())).isEmpty();
    assertThat(DatabasesTest.names(get("?deleted=true").json())).containsExactly("shop");
    assertThat(post("", "{\"name\":\"shop\"}").json().get("hint").stringValue())
        .contains("np db undelete shop");
    assertThat(post("/shop/undelete", "").json().get("state").stringValue())
        .isIn("running", "sleeping");
    assertThat(get("/shop/url").json().get("url").stringValue()).isEqualTo(url);
    assertThat(rig.databases.notes(id("shop"))).containsExactly("one");
  }

  @Test
  void rotatingGivesAnotherPasswordForTheSameDatabase() {
    create("shop");
    String before = get("/shop/url").json().get("password").stringValue();
    TestClient once = rig.operator().header("Idempotency-Key", "rotate-once");
    Reply rotated = once.post("/v1/databases/shop/rotate", "");
    Reply again = once.post("/v1/databases/shop/rotate", "");
    String password = rotated.json().at("/url/password").stringValue();

    assertThat(password).isNotEqualTo(before);
    assertThat(DatabasesTest.opens(wanted("shop"), password)).isTrue();
    assertThat(DatabasesTest.opens(wanted("shop"), before)).isFalse();
    assertThat(again.json().at("/url/password").stringValue()).isEqualTo(password);
  }

  @Test
  void suspendAndResumeAreDoneAtOnce() {
    create("shop");

    assertThat(post("/shop/suspend", "").json().get("state").stringValue()).isEqualTo("sleeping");
    assertThat(post("/shop/resume", "").json().get("state").stringValue()).isEqualTo("running");
  }

  @Test
  void theListAnswersWhileTheEngineIsAway() {
    create("shop");
    rig.databases.goAway();
    Reply list = get("");

    assertThat(list.status()).isEqualTo(200);
    assertThat(list.json().at("/databases/0/state").stringValue()).isEqualTo("unknown");
    assertThat(list.json().at("/databases/0/why").stringValue()).contains("np server status");
    assertThat(get("/shop/url").status()).isEqualTo(200);
  }

  @Test
  void nothingIsMadeWhileTheEngineIsAway() {
    rig.databases.goAway();
    TestClient once = rig.operator().header("Idempotency-Key", "patient");
    Reply refused = once.post("/v1/databases", "{\"name\":\"shop\"}");

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.code()).isEqualTo("NP0602");
    assertThat(get("/shop").status()).isEqualTo(404);

    rig.databases.comeBack();
    assertThat(once.post("/v1/databases", "{\"name\":\"shop\"}").status()).isEqualTo(201);
  }

  @Test
  void whatIsAskedForWhileTheEngineIsAwayIsDoneWhenItComesBack() {
    create("shop");
    create("old");
    rig.databases.goAway();
    Reply rotated = post("/shop/rotate", "");
    Reply destroyed = rig.operator().delete("/v1/databases/old");

    assertThat(rotated.status()).isEqualTo(503);
    assertThat(rotated.json().get("hint").stringValue()).contains("will be done");
    assertThat(destroyed.status()).isEqualTo(200);
    rig.databases.comeBack();
    String password = get("/shop/url").json().get("password").stringValue();
    await().until(() -> DatabasesTest.opens(wanted("shop"), password));
    await().until(() -> wanted("old").presence() == WantedDatabase.Presence.TRASHED);
  }
}
