package np.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.Exit;
import np.model.WorkloadId;
import np.server.AppRig;
import np.server.ServerRig;
import np.server.SourceArchive;
import np.server.TestClient;
import np.server.TestClient.Reply;
import np.testkit.FakeBehaviour;
import np.testkit.FakeEngine;
import np.testkit.FakeIngress;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Deploys to the fakes that pass the contracts which the real drivers pass. */
class FakesTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final SourceArchive ONE = SourceArchive.of("serve", "one");
  private static final SourceArchive TWO = SourceArchive.of("serve", "two");

  @TempDir Path home;

  @Test
  void badReleaseIsTakenBackAndStoppingEndsEverything() {
    FakeEngine engine =
        new FakeEngine(
            task ->
                task.artifact().builtBy().value() == 2
                    ? new FakeBehaviour.Fails(outOfMemory())
                    : new FakeBehaviour.Works(List.of("hello"), 0));
    FakeIngress ingress = new FakeIngress();
    ingress.serve(WorkloadId.parse("default/shop/web"));
    AppRig.Outside outside = new AppRig.Outside(POSTGRES.dataSource(), home, engine, ingress);
    try (ServerRig rig = AppRig.server(outside, (deployment, step) -> {})) {
      TestClient client = rig.operator();
      String spec = "run: ./serve\nscale: 2\n";
      assertThat(done(client, AppRig.deploy(client, "shop", spec, ONE)))
          .contains("\"state\":\"running\"");

      String failed = done(client, AppRig.deploy(client, "shop", spec, TWO));

      assertThat(failed)
          .contains("\"code\":\"NP0513\"", "\"exit\":7", "\"serving\":\"v1 (2 instances)\"")
          .contains("ran out of memory", "resources.memory");
      assertThat(client.get("/v1/status?app=shop").body()).contains("\"state\":\"running\"");
      assertThat(done(client, client.post("/v1/apps/shop/stop", "")))
          .contains("\"state\":\"stopped\"");
      assertThat(engine.observe()).allMatch(each -> each.instances().isEmpty());
    }
  }

  private static String done(TestClient client, Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    String id = reply.json().get("id").stringValue();
    List<JsonNode> events = AppRig.events(client, "/v1/deployments/" + id + "/events");
    return events.getLast().toString();
  }

  private static Evidence outOfMemory() {
    Exit exit = new Exit.OutOfMemory(np.model.ByteSize.mebibytes(64));
    return new Evidence(
        ErrorCode.OUT_OF_MEMORY,
        "web.1",
        Optional.empty(),
        exit.why(),
        Optional.of(exit),
        "",
        List.of(),
        List.of("allocating"));
  }
}
