package np.server.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import np.model.DatabaseId;
import np.model.DatabaseOrigin;
import np.model.DatabaseState;
import np.model.WantedDatabase;
import np.server.AppRig;
import np.server.MemoryIngress;
import np.server.ScriptedEngine;
import np.server.ServerRig;
import np.server.TestClient.Reply;
import np.server.databases.HeldDatabaseEngine.Moment;
import np.testkit.FakeDatabaseEngine;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server dies while it asks the engine for something, and another one goes on. */
class DatabaseResumeTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  @TempDir Path home;
  private final FakeDatabaseEngine engine = new FakeDatabaseEngine();
  private final HeldDatabaseEngine held = new HeldDatabaseEngine(engine);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private DataSource database;
  private ServerRig first;

  @BeforeEach
  void start() {
    database = POSTGRES.another();
    first = server(held);
    post(first, "/v1/databases", "{\"name\":\"shop\"}");
    post(first, "/v1/databases/shop/branches", "{\"name\":\"trial\"}");
  }

  private ServerRig server(np.spi.DatabaseEngine databases) {
    return AppRig.server(
        new AppRig.Outside(
            database, home, new ScriptedEngine(), new MemoryIngress(), AppRig.ADDRESS, databases),
        (deployment, step) -> {});
  }

  @AfterEach
  void stop() {
    held.release();
    first.close();
    threads.shutdownNow();
  }

  private static void post(ServerRig rig, String path, String body) {
    assertThat(rig.operator().post(path, body).status()).isEqualTo(201);
  }

  private WantedDatabase last(String name) {
    return engine.applied().stream()
        .filter(each -> each.id().equals(id(name)))
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  private static DatabaseId id(String name) {
    return DatabaseId.parse("default/" + name);
  }

  /** The first server dies at this request, and never answers. */
  private Future<?> dieAt(Moment moment, Runnable request) throws InterruptedException {
    held.hold(moment);
    Future<?> never = threads.submit(request);
    held.await();
    return never;
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  void aDatabaseIsMadeOnceAndTheSameKeyTellsItsUrl(Moment moment) throws Exception {
    String body = "{\"name\":\"fresh\"}";
    Future<?> never =
        dieAt(
            moment,
            () -> first.operator().header("Idempotency-Key", "fresh").post("/v1/databases", body));

    try (ServerRig second = server(engine)) {
      await().until(() -> engine.observe(List.of(id("fresh"))).size() == 1);
      Reply again =
          second.operator().header("Idempotency-Key", "fresh").post("/v1/databases", body);

      assertThat(again.status()).as(again.body()).isEqualTo(201);
      String password = again.json().at("/url/password").stringValue();
      assertThat(DatabasesTest.opens(last("fresh"), password)).isTrue();
      assertThat(engine.observe()).hasSize(3);
      assertThat(never).isNotDone();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  void aNewPasswordIsTheOneThatTheUrlHas(Moment moment) throws Exception {
    var _ = dieAt(moment, () -> first.operator().post("/v1/databases/shop/rotate", ""));

    try (ServerRig second = server(engine)) {
      String password =
          second.operator().get("/v1/databases/shop/url").json().get("password").stringValue();

      await().until(() -> DatabasesTest.opens(last("shop"), password));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  void aResetIsDoneOnce(Moment moment) throws Exception {
    engine.write(id("shop"), "one");
    var _ = dieAt(moment, () -> first.operator().post("/v1/databases/trial/reset", ""));

    try (ServerRig second = server(engine)) {
      await().until(() -> engine.notes(id("trial")).equals(List.of("one")));

      assertThat(second.operator().get("/v1/databases/trial").status()).isEqualTo(200);
      assertThat(last("trial").origin()).isEqualTo(new DatabaseOrigin.BranchOf(id("shop"), 2));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  void whatWasDestroyedIsInTheTrash(Moment moment) throws Exception {
    var _ = dieAt(moment, () -> first.operator().delete("/v1/databases/trial"));

    try (ServerRig second = server(engine)) {
      await().until(() -> state("trial") == DatabaseState.TRASHED);

      assertThat(second.operator().post("/v1/databases/trial/undelete", "").status())
          .isEqualTo(200);
      assertThat(state("trial")).isEqualTo(DatabaseState.RUNNING);
    }
  }

  private DatabaseState state(String name) {
    return engine.observe(List.of(id(name))).getFirst().state();
  }
}
