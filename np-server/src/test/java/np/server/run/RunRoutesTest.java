package np.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import np.model.Command;
import np.model.Exit;
import np.model.InstanceId;
import np.model.LogLine;
import np.model.OneOff;
import np.server.AppRig;
import np.server.SourceArchive;
import np.server.TestClient.Reply;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RunRoutesTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final SourceArchive ONE = SourceArchive.of("serve", "one");

  @TempDir static Path home;
  static AppRig rig;

  @BeforeAll
  static void start() {
    rig = AppRig.start(POSTGRES.dataSource(), home);
    rig.deployed("shop", "run: ./serve\nbuild: make\nenv: {A: b}\n", ONE);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private static Reply post(String path, String json) {
    return rig.operator().post("/v1/apps/shop/" + path, json);
  }

  @Test
  void commandWithoutAProgramIsRefused() {
    assertThat(post("run", "{\"command\":[]}").status()).isEqualTo(400);
    assertThat(post("run", "{\"command\":[\"\"]}").status()).isEqualTo(400);
    assertThat(post("run", "{\"command\":[\"true\"],\"timeoutSeconds\":0}").status())
        .isEqualTo(400);
    assertThat(post("exec", "{\"command\":[\"true\"],\"instance\":\"web.9\"}").code())
        .isEqualTo("NP0405");
    assertThat(post("exec", "{\"command\":[\"true\"],\"instance\":\"a\\u001b[31m\"}").body())
        .doesNotContain("\u001b");
  }

  @Test
  void commandRunsAsArgvWithTheEnvironmentOfTheApp() {
    String text = post("run", "{\"command\":[\"echo\",\"a; rm -rf $HOME\"]}").body();

    OneOff run = rig.engine.runs().getLast();
    assertThat(run.kind()).isEqualTo(OneOff.Kind.RUN);
    assertThat(run.task().command())
        .isEqualTo(new Command.Argv(java.util.List.of("echo", "a; rm -rf $HOME")));
    assertThat(run.task().environment().plain()).hasToString("{A=b}");
    assertThat(text).contains("event: exit", "\"code\":0").contains("exited with 0");
  }

  @Test
  void exitCodeOfTheCommandIsTold() {
    rig.engine.tasks(task -> new Exit.Signalled(9));
    try {
      assertThat(post("run", "{\"command\":[\"sleep\",\"9\"]}").body()).contains("\"code\":137");
    } finally {
      rig.engine.tasks(task -> new Exit.Code(0));
    }
  }

  @Test
  void commandRunsInsideTheInstanceThatWasNamed() {
    String text = post("exec", "{\"command\":[\"id\"],\"instance\":\"web.1\"}").body();

    assertThat(text).contains("\"text\":\"id\"", "web-1-", "\"code\":0");
  }

  @Test
  void buildLogIsFoundByItsDeployment() {
    OneOff build = rig.engine.runs().getFirst();
    rig.engine.writes(new LogLine(Instant.EPOCH, "build", build.id(), "compiling"));
    rig.engine.writes(new LogLine(Instant.EPOCH, "web.1", new InstanceId("web-1-else"), "serving"));

    String newest = rig.operator().get("/v1/apps/shop/logs?build=true").body();
    String ofRelease = rig.operator().get("/v1/apps/shop/logs?build=true&release=v1").body();
    String all = rig.operator().get("/v1/apps/shop/logs?n=10").body();

    assertThat(newest).contains("compiling").doesNotContain("serving").contains("event: end");
    assertThat(ofRelease).contains("compiling").doesNotContain("serving");
    assertThat(rig.operator().get("/v1/apps/shop/logs?build=true&release=v99").status())
        .isEqualTo(404);
    assertThat(all).contains("compiling", "serving");
  }

  @Test
  void wrongParametersAreRefused() {
    assertThat(rig.operator().get("/v1/apps/shop/logs?n=many").status()).isEqualTo(400);
    assertThat(rig.operator().get("/v1/apps/shop/logs?since=yesterday").status()).isEqualTo(400);
    assertThat(rig.operator().get("/v1/apps/shop/logs?release=x").status()).isEqualTo(400);
    assertThat(rig.operator().get("/v1/apps/no-such/logs").status()).isEqualTo(404);
  }
}
