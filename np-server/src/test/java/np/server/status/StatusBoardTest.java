package np.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import np.model.Digest;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.Exit;
import np.model.InstanceId;
import np.model.InstanceState;
import np.model.InstanceStatus;
import np.model.Rollout;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import np.server.AppRig;
import np.server.SourceArchive;
import np.testkit.TestPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StatusBoardTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final String WEB = "run: ./serve\nscale: 2\n";
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

  private static JsonNode status(String app) {
    return rig.operator().get("/v1/status?app=" + app).json().get("apps").get(0);
  }

  private static WorkloadStatus status(String app, Rollout rollout, InstanceStatus... instances) {
    WorkloadId id = WorkloadId.parse("default/" + app + "/web");
    return new WorkloadStatus(id, 2, Digest.of("any"), rollout, List.of(instances));
  }

  private static InstanceStatus instance(int ordinal, InstanceState state, String why) {
    return new InstanceStatus(
        new InstanceId("web-" + ordinal + "aaaa"),
        ordinal,
        Digest.of("any"),
        state,
        why,
        state == InstanceState.CRASHED ? 0 : 4711,
        Optional.empty(),
        Instant.EPOCH,
        3,
        Optional.of(new Exit.Code(1)));
  }

  @Test
  void appWhoseInstancesAllServeIsRunningWithoutAWhy() {
    rig.deployed("fine", WEB, ONE);

    JsonNode app = status("fine");

    assertThat(app.get("state").stringValue()).isEqualTo("running");
    assertThat(app.get("why").stringValue()).isEmpty();
    assertThat(app.get("release").stringValue()).isEqualTo("v1");
    assertThat(app.get("url").stringValue()).isEqualTo("http://fine.localhost:8080");
    JsonNode web = app.get("processes").get(0);
    assertThat(web.get("up").intValue()).isEqualTo(2);
    assertThat(web.get("instances").get(1).get("name").stringValue()).isEqualTo("web.2");
  }

  @Test
  void crashedInstanceTellsItsExitAndTheNextCommand() {
    rig.deployed("crash", WEB, ONE);
    rig.engine.happens(
        status(
            "crash",
            new Rollout.Complete(),
            instance(1, InstanceState.RUNNING, ""),
            instance(2, InstanceState.CRASHED, "exited with 1, restarting in 8 s")));

    JsonNode app = status("crash");

    assertThat(app.get("state").stringValue()).isEqualTo("degraded");
    assertThat(app.get("why").stringValue())
        .isEqualTo("web crashed: web.2 exited with 1, restarting in 8 s → np logs crash -p web");
  }

  @Test
  void appWithNothingUpHasFailed() {
    rig.deployed("dead", WEB, ONE);
    rig.engine.happens(
        status(
            "dead",
            new Rollout.Complete(),
            instance(1, InstanceState.UNHEALTHY, "GET /: 500"),
            instance(2, InstanceState.UNHEALTHY, "GET /: 500")));

    JsonNode app = status("dead");

    assertThat(app.get("state").stringValue()).isEqualTo("failed");
    assertThat(app.get("why").stringValue()).startsWith("web unhealthy: web.1 GET /: 500 → ");
  }

  @Test
  void waitingProcessTellsWhatItNeeds() {
    rig.deployed("wait", WEB, ONE);
    String needs = "needs 512M, largest free is 380M";
    rig.engine.happens(
        status(
            "wait", new Rollout.Progressing(1, 2, needs), instance(1, InstanceState.RUNNING, "")));

    JsonNode web = status("wait").get("processes").get(0);

    assertThat(web.get("state").stringValue()).isEqualTo("waiting");
    assertThat(web.get("why").stringValue()).isEqualTo(needs);
  }

  @Test
  void firstReleaseThatFailedTellsWhy() {
    rig.engine.health(
        workload ->
            workload.id().app().app().value().equals("never")
                ? Optional.of(
                    new Evidence(
                        ErrorCode.EXITED,
                        "web.1",
                        Optional.empty(),
                        "exited with 1",
                        Optional.empty(),
                        "",
                        List.of(),
                        List.of()))
                : Optional.empty());
    rig.deployed("never", WEB, ONE);

    JsonNode app = status("never");

    assertThat(app.get("state").stringValue()).isEqualTo("failed");
    assertThat(app.get("why").stringValue()).contains("the process exited");
    assertThat(app.get("url").stringValue()).isEmpty();
  }

  @Test
  void stoppedAndScaledDownAppsTellHowToStartThem() {
    rig.deployed("off", WEB, ONE);
    rig.done(rig.operator().post("/v1/apps/off/stop", ""));
    rig.deployed("none", WEB, ONE);
    rig.done(rig.operator().post("/v1/apps/none/scale", "{\"processes\":{\"web\":0}}"));

    assertThat(status("off").get("why").stringValue()).contains("np start off");
    assertThat(status("none").get("processes").get(0).get("why").stringValue())
        .contains("np scale none web=1");
  }

  @Test
  void fiveHundredAppsAreOneStatement() throws Exception {
    try (Connection connection = POSTGRES.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO tenants (name, created_at) VALUES ('crowd', now())");
      statement.execute(
          """
          INSERT INTO apps (tenant, name, created_at, created_by, last_release, release)
          SELECT 'crowd', 'app-' || n, now(), 'x', 1, 1 FROM generate_series(1, 500) n
          """);
      statement.execute(
          """
          INSERT INTO releases (tenant, app, number, state, spec, file, environment, source,
                                built_by, artifact, env, secrets, processes, url, message, changes,
                                created_at, created_by)
          SELECT 'crowd', name, 1, 'KEPT', '', '', '', '', 1, '', '{}', '{}', '{"web": 1}', '', '',
                 '[]', now(), 'x'
          FROM apps WHERE tenant = 'crowd'
          """);
      long before = statements(statement);

      JsonNode apps =
          rig.operator().header("Np-Tenant", "crowd").get("/v1/status").json().get("apps");

      assertThat(apps.size()).isEqualTo(500);
      assertThat(statements(statement) - before).as("far fewer than apps").isLessThan(250);
    }
  }

  /** Index scans of the apps' table: a query for each app would show. */
  private static long statements(Statement statement) throws Exception {
    statement.execute("SELECT pg_stat_force_next_flush()");
    try (var rows =
        statement.executeQuery(
            "SELECT idx_scan + seq_scan FROM pg_stat_user_tables WHERE relname = 'apps'")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void streamTellsEachChangeOnce() {
    rig.deployed("stream", WEB, ONE);
    try (var body = rig.operator().open("/v1/status/stream?app=stream").body()) {
      var lines =
          new BufferedReader(
              new java.io.InputStreamReader(body, java.nio.charset.StandardCharsets.UTF_8));
      assertThat(next(lines)).contains("\"state\":\"running\"");

      rig.engine.happens(
          status(
              "stream",
              new Rollout.Complete(),
              instance(1, InstanceState.CRASHED, "exited with 1")));

      assertThat(next(lines)).contains("\"state\":\"failed\"", "exited with 1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await().until(() -> status("stream").get("state").stringValue().equals("failed"));
  }

  private static String next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith("data:")) {
      line = lines.readLine();
    }
    return String.valueOf(line);
  }
}
