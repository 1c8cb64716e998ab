package np.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.Exit;
import np.model.InstanceId;
import np.model.NpException;
import np.model.Route;
import np.server.AppRig;
import np.server.SourceArchive;
import np.server.TestClient;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DeployTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final String WEB = "run: ./serve\nscale: 2\n";
  private static final SourceArchive ONE = SourceArchive.of("serve", "one");
  private static final SourceArchive TWO = SourceArchive.of("serve", "two");

  @TempDir Path home;

  @Test
  void staticSiteIsServedFromItsArtifact() throws Exception {
    try (AppRig rig = AppRig.start(POSTGRES.another(), home)) {
      JsonNode done = rig.deployed("hello", "static: .\n", SourceArchive.of("index.html", "hi"));

      assertThat(done.get("state").stringValue()).isEqualTo("running");
      assertThat(done.get("url").stringValue()).isEqualTo("http://hello.localhost:8080");
      assertThat(done.get("release").stringValue()).isEqualTo("v1");
      assertThat(rig.ingress.routes()).hasSize(1).first().isInstanceOf(Route.Files.class);
      Path page = home.resolve("apps/default/hello/releases/1/app/index.html");
      assertThat(Files.readString(page)).isEqualTo("hi");
      assertThat(rig.engine.applied()).isEmpty();
    }
  }

  @Test
  void processesAreStartedBeforeTheyAreRouted() {
    try (AppRig rig = AppRig.start(POSTGRES.another(), home)) {
      TestClient.Reply reply = rig.deploy("shop", WEB, ONE);
      rig.done(reply);

      List<String> steps =
          rig.events(reply.json().get("id").stringValue(), Optional.empty()).stream()
              .map(each -> each.get("step").stringValue() + " " + each.get("state").stringValue())
              .toList();
      assertThat(steps)
          .containsSubsequence("queue ok", "build ok", "start started", "health ok", "route ok")
          .endsWith("done running");
      assertThat(rig.engine.wanted().values()).singleElement().matches(web -> web.count() == 2);
    }
  }

  @Test
  void unchangedInputRestartsNothing() {
    try (AppRig rig = AppRig.start(POSTGRES.another(), home)) {
      rig.deployed("shop", WEB, ONE);
      int applied = rig.engine.applied().size();

      TestClient.Reply again = rig.deploy("shop", WEB, ONE);

      assertThat(again.status()).isEqualTo(200);
      assertThat(again.json().get("state").stringValue()).isEqualTo("unchanged");
      assertThat(again.json().get("release").stringValue()).isEqualTo("v1");
      assertThat(rig.engine.applied()).hasSize(applied);
    }
  }

  @Test
  void failedReleaseTellsWhyAndWhatStillServes() {
    try (AppRig rig = AppRig.start(POSTGRES.another(), home)) {
      rig.deployed("shop", WEB, ONE);
      rig.engine.health(
          workload ->
              workload.task().artifact().builtBy().value() == 2
                  ? Optional.of(wrongPort())
                  : Optional.empty());

      JsonNode done = rig.deployed("shop", WEB, TWO);

      assertThat(done.get("state").stringValue()).isEqualTo("failed");
      JsonNode error = done.get("error");
      assertThat(error.get("code").stringValue()).isEqualTo("NP0514");
      assertThat(error.get("exit").intValue()).isEqualTo(7);
      assertThat(error.get("instance").stringValue()).isEqualTo("web.1");
      assertThat(error.get("instanceId").stringValue()).isEqualTo("web-7f3a9c0152");
      assertThat(error.get("serving").stringValue()).isEqualTo("v1 (2 instances)");
      assertThat(error.get("message").stringValue()).isEqualTo("release v2 never became healthy");
      assertThat(error.get("listening").get(0).stringValue()).isEqualTo("127.0.0.1:3000");
      assertThat(error.get("lastLines")).hasSize(1);
      assertThat(rig.engine.wanted().values())
          .allMatch(each -> each.task().artifact().builtBy().value() == 1);
    }
  }

  @Test
  void fullDiskIsNamed() {
    try (AppRig rig = AppRig.start(POSTGRES.another(), home)) {
      rig.engine.tasks(
          task -> {
            throw new UncheckedIOException(new IOException("No space left on device"));
          });

      JsonNode error = rig.deployed("shop", WEB + "build: make\n", ONE).get("error");

      assertThat(error.get("code").stringValue()).isEqualTo("NP0610");
      assertThat(error.get("message").stringValue()).contains("disk", "full");
    }
  }

  @Test
  void nobodyWaitsForRoomOnTheDisk() {
    try (AppRig rig = AppRig.start(POSTGRES.another(), home)) {
      rig.deployed("shop", WEB, ONE);
      AtomicBoolean full = new AtomicBoolean(true);
      rig.engine.health(
          workload -> {
            if (full.getAndSet(false)) {
              throw new NpException.Unavailable(ErrorCode.NO_SPACE, "np cannot write a", "");
            }
            return Optional.empty();
          });

      JsonNode error = rig.deployed("shop", WEB, TWO).get("error");

      assertThat(error.get("code").stringValue()).isEqualTo("NP0610");
      assertThat(error.get("serving").stringValue()).contains("v1");
    }
  }

  @Test
  void failedFirstReleaseLeavesNothingBehind() {
    try (AppRig rig = AppRig.start(POSTGRES.another(), home)) {
      rig.engine.health(workload -> Optional.of(wrongPort()));

      JsonNode done = rig.deployed("shop", WEB, ONE);

      assertThat(done.get("error").get("exit").intValue()).isEqualTo(8);
      assertThat(done.get("error").get("serving").stringValue()).isEmpty();
      assertThat(rig.engine.wanted()).isEmpty();
      assertThat(rig.ingress.routes()).isEmpty();
    }
  }

  private static Evidence wrongPort() {
    return new Evidence(
        ErrorCode.WRONG_PORT,
        "web.1",
        Optional.of(new InstanceId("web-7f3a9c0152")),
        "connect: connection refused, 12 tries in 30 s",
        Optional.empty(),
        "127.0.0.1:24107",
        List.of("127.0.0.1:3000"),
        List.of("ready - started server on 127.0.0.1:3000"));
  }

  @Test
  void failedBuildChangesNothing() {
    try (AppRig rig = AppRig.start(POSTGRES.another(), home)) {
      rig.deployed("shop", WEB, ONE);
      rig.engine.tasks(task -> new Exit.Code(2));
      int applied = rig.engine.applied().size();

      JsonNode done = rig.deployed("shop", WEB + "build: make\n", TWO);

      assertThat(done.get("error").get("code").stringValue()).isEqualTo("NP0501");
      assertThat(done.get("error").get("probe").stringValue()).isEqualTo("exited with 2");
      assertThat(done.get("error").get("exit").intValue()).isEqualTo(7);
      assertThat(rig.engine.applied().subList(applied, rig.engine.applied().size()))
          .allMatch(each -> each.task().artifact().builtBy().value() == 1);
    }
  }

  @Test
  void rollbackPointsBackWithoutBuilding() {
    try (AppRig rig = AppRig.start(POSTGRES.another(), home)) {
      rig.deployed("shop", WEB + "build: make\n", ONE);
      rig.deployed("shop", WEB + "build: make\n", TWO);
      int builds = rig.engine.runs().size();

      JsonNode done = rig.done(rig.operator().post("/v1/apps/shop/rollback", "{}"));

      assertThat(done.get("release").stringValue()).isEqualTo("v1");
      assertThat(rig.engine.runs()).hasSize(builds);
      assertThat(rig.engine.wanted().values())
          .allMatch(each -> each.task().artifact().builtBy().value() == 1);
    }
  }
}
