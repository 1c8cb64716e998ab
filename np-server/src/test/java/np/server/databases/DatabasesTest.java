package np.server.databases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import np.model.DatabaseId;
import np.model.ScramVerifier;
import np.model.Secret;
import np.model.WantedDatabase;
import np.server.AppRig;
import np.server.TestClient;
import np.server.TestClient.Reply;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DatabasesTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

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

  static Reply create(String body) {
    return rig.operator().post("/v1/databases", body);
  }

  static Reply named(String name) {
    return create("{\"name\":\"" + name + "\"}");
  }

  static WantedDatabase wanted(String name) {
    DatabaseId id = DatabaseId.parse("default/" + name);
    return rig.databases.applied().stream()
        .filter(each -> each.id().equals(id))
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  /** Whether the engine lets in whoever has this password. */
  static boolean opens(WantedDatabase wanted, String password) {
    ScramVerifier verifier = wanted.verifier();
    return ScramVerifier.of(new Secret(password), verifier.salt()).equals(verifier);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"Shop\"}|400|NP0110",
        "{\"name\":\"shop-pooler\"}|400|NP0110",
        "{\"name\":\"shop;drop\"}|400|NP0110",
        "{\"name\":7}|400|NP0112",
        "{\"nam\":\"shop\"}|400|NP0112",
        "{\"name\":\"bad\",\"version\":\"9\"}|400|NP0111",
        "{\"name\":\"bad\",\"memory\":\"1M\"}|400|NP0111",
        "{\"name\":\"bad\",\"memory\":\"lots\"}|400|NP0111",
        "{\"name\":\"bad\",\"sleep\":\"1s\"}|400|NP0111",
        "{\"name\":\"bad\",\"sleep\":\"soon\"}|400|NP0111",
        "{\"name\":\"bad\",\"extensions\":[\"x y\"]}|400|NP0110",
        "{\"name\":\"bad\",\"extensions\":[\"vector\"]}|400|NP0702",
      })
  void whatCannotBeMadeIsRefusedAndLeavesNothing(String body, int status, String code) {
    Reply reply = create(body);

    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.json().get("hint").stringValue()).isNotEmpty();
    assertThat(rig.operator().get("/v1/databases/bad").status()).isEqualTo(404);
  }

  @Test
  void aRefusedNameCanBeUsedAtOnce() {
    assertThat(create("{\"name\":\"again\",\"extensions\":[\"vector\"]}").code())
        .isEqualTo("NP0702");

    Reply reply = create("{\"name\":\"again\",\"extensions\":[\"pg_trgm\"]}");

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    assertThat(reply.json().at("/database/extensions/0").stringValue()).isEqualTo("pg_trgm");
  }

  @Test
  void aNewDatabaseAnswersWithAUrlThatTheEngineLetsIn() {
    Reply reply = named("shop");

    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    JsonNode url = reply.json().get("url");
    assertThat(url.get("url").stringValue())
        .matches("postgres://shop:[A-Za-z0-9]{32}@127\\.0\\.0\\.1:5432/shop");
    assertThat(url.get("sslmode").stringValue()).isEqualTo("disable");
    assertThat(opens(wanted("shop"), url.get("password").stringValue())).isTrue();
    JsonNode database = reply.json().get("database");
    assertThat(database.get("state").stringValue()).isEqualTo("running");
    assertThat(database.get("memory").stringValue()).isEqualTo("256M");
    assertThat(database.get("sleep").stringValue()).isEqualTo("5m");
    assertThat(database.get("version").stringValue()).isEqualTo("18.0");
    assertThat(database.has("parent")).isFalse();
  }

  @Test
  void theUrlStaysTheSameAndWhoAsksIsWrittenDown() {
    String url = named("steady").json().at("/url/url").stringValue();

    Reply again = rig.operator().get("/v1/databases/steady/url");
    Reply pooled = rig.operator().get("/v1/databases/steady/url?pooled=true");

    assertThat(again.json().get("url").stringValue()).isEqualTo(url);
    assertThat(pooled.json().get("url").stringValue()).isEqualTo(url + "-pooler");
    assertThat(pooled.json().get("user").stringValue()).isEqualTo("steady");
    assertThat(events("steady")).containsExactly("database.create", "database.url", "database.url");
  }

  static List<String> events(String database) {
    return AppRig.events(rig.operator(), "/v1/events?follow=false&n=1000&database=" + database)
        .stream()
        .filter(each -> each.has("what"))
        .map(each -> each.get("what").stringValue())
        .toList();
  }

  @Test
  void aNameIsMadeUpWhenNoneIsGiven() {
    String name = create("{}").json().at("/database/name").stringValue();

    assertThat(name).matches("[a-z]+-[a-z]+-[0-9]{2}");
    assertThat(rig.operator().get("/v1/databases/" + name).status()).isEqualTo(200);
  }

  @Test
  void theSecondOfTheSameNameIsRefused() {
    named("twice");

    Reply second = named("twice");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("NP0410");
  }

  @Test
  void oneOfManyAtOnceGetsTheName() throws Exception {
    List<Callable<Reply>> calls =
        IntStream.range(0, 12).<Callable<Reply>>mapToObj(i -> () -> named("race")).toList();
    List<Integer> statuses;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      statuses = threads.invokeAll(calls).stream().map(each -> each.resultNow().status()).toList();
    }

    assertThat(statuses).containsOnlyOnce(201).hasSize(12);
    assertThat(statuses.stream().filter(each -> each == 409)).hasSize(11);
  }

  @Test
  void aLabelIsNeverGivenTwice() {
    tenant("labels");
    String own = named("orders").json().at("/database/label").stringValue();
    Reply other = in("labels").post("/v1/databases", "{\"name\":\"orders\"}");
    Reply reserved = named("postgres");

    assertThat(own).isEqualTo("orders");
    assertThat(other.json().at("/database/label").stringValue()).matches("orders-[a-z0-9]{5}");
    assertThat(other.json().at("/database/name").stringValue()).isEqualTo("orders");
    assertThat(reserved.json().at("/database/label").stringValue()).matches("postgres-[a-z0-9]{5}");
  }

  private static TestClient in(String tenant) {
    return rig.operator().header("Np-Tenant", tenant);
  }

  private static void tenant(String name) {
    rig.operator().post("/v1/tenants", AppRig.json(Map.of("name", name)));
  }

  @Test
  void theSameKeyGivesTheSameWorkingUrl() {
    TestClient once = rig.operator().header("Idempotency-Key", "create-once");
    Reply first = once.post("/v1/databases", "{\"name\":\"once\"}");
    Reply second = once.post("/v1/databases", "{\"name\":\"once\"}");

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.json().at("/url/url")).isEqualTo(first.json().at("/url/url"));
    assertThat(events("once")).containsExactly("database.create");
  }

  @Test
  void pagesFollowEachOtherByName() {
    tenant("pages");
    TestClient client = in("pages");
    for (int i = 0; i < 7; i++) {
      client.post("/v1/databases", "{\"name\":\"page-" + i + "\"}");
    }

    JsonNode first = client.get("/v1/databases?limit=5").json();
    String next = first.get("next").stringValue();
    JsonNode last = client.get("/v1/databases?limit=5&after=" + next).json();

    assertThat(names(first)).containsExactly("page-0", "page-1", "page-2", "page-3", "page-4");
    assertThat(names(last)).containsExactly("page-5", "page-6");
    assertThat(last.has("next")).isFalse();
    assertThat(client.get("/v1/databases?limit=0").code()).isEqualTo("NP0111");
    assertThat(client.get("/v1/databases?limit=1001").code()).isEqualTo("NP0111");
  }

  static List<String> names(JsonNode page) {
    return page.get("databases").valueStream().map(each -> each.get("name").stringValue()).toList();
  }

  @Test
  void passwordsAreKeptNowhereReadable() throws Exception {
    TestClient once = rig.operator().header("Idempotency-Key", "canary");
    Reply made = once.post("/v1/databases", "{\"name\":\"canary\"}");
    String password = made.json().at("/url/password").stringValue();
    String verifier = wanted("canary").verifier().reveal();
    once.post("/v1/databases", "{\"name\":\"canary\"}");
    Reply rotated =
        rig.operator()
            .header("Idempotency-Key", "canary-rotate")
            .post("/v1/databases/canary/rotate", "");
    String second = rotated.json().at("/url/password").stringValue();
    rig.operator().get("/v1/databases/canary/url");

    assertThat(second).isNotEqualTo(password);
    assertThat(dump()).doesNotContain(password, second, verifier);
    assertThat(String.join("\n", rig.server().accessLog())).doesNotContain(password, second);
    assertThat(rig.operator().get("/v1/databases/canary").body()).doesNotContain(second);
    assertThat(rig.operator().get("/v1/databases?limit=1000").body()).doesNotContain(second);
    assertThat(rig.operator().get("/v1/events?follow=false&n=1000").body())
        .doesNotContain(password, second);
  }

  /** Every row of every table, as text. */
  static String dump() throws Exception {
    StringBuilder text = new StringBuilder();
    try (var connection = POSTGRES.dataSource().getConnection();
        var statement = connection.createStatement()) {
      List<String> tables = new java.util.ArrayList<>();
      try (var rows =
          statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      for (String table : tables) {
        try (var rows = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
          while (rows.next()) {
            text.append(rows.getString(1)).append('\n');
          }
        }
      }
    }
    assertThat(text.toString().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    return text.toString();
  }

  @Test
  void storageIsToldAndMade() {
    assertThat(rig.operator().get("/v1/storage").json().get("kind").stringValue())
        .isIn("copy", "btrfs");
    assertThat(
            rig.operator()
                .post("/v1/storage", "{\"size\":\"20G\"}")
                .json()
                .get("kind")
                .stringValue())
        .isEqualTo("btrfs");
    assertThat(rig.operator().post("/v1/storage", "{\"size\":\"many\"}").code())
        .isEqualTo("NP0111");
  }
}
