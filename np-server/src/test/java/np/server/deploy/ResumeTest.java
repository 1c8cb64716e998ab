package np.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.Exit;
import np.model.OneOff;
import np.server.AppRig;
import np.server.AppRig.Machine;
import np.server.MemoryIngress;
import np.server.ScriptedEngine;
import np.server.SourceArchive;
import np.server.TestClient;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Kills the server while a deployment is under way and starts another one. */
class ResumeTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final String SPEC =
      """
      run: ./serve
      build: make
      release: ./migrate
      processes:
        worker: {run: ./work}
      services: {db: postgres}
      """;
  private static final SourceArchive ONE = SourceArchive.of("serve", "one");
  private static final SourceArchive TWO = SourceArchive.of("serve", "two");

  @TempDir Path home;

  private Machine machine() {
    return new Machine(POSTGRES.another(), home, new ScriptedEngine(), new MemoryIngress());
  }

  /** Holds the walker at a step until its server is killed. */
  private static final class Hold implements StepObserver {
    private final String step;
    private final CountDownLatch reached = new CountDownLatch(1);

    Hold(String step) {
      this.step = step;
    }

    @Override
    public void before(np.server.apps.Deployment deployment, String next) {
      if (next.equals(step)) {
        reached.countDown();
        block();
      }
    }

    void await() throws InterruptedException {
      assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void block() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
    throw new IllegalStateException("the server was killed here");
  }

  private static AppRig start(Machine machine) {
    return AppRig.start(machine, (deployment, step) -> {});
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"services", "build", "release", "apply", "healthy", "publish", "retire", "finish"})
  void deploymentEndsAfterTheServerDiedBeforeThisStep(String step) throws Exception {
    Machine machine = machine();
    Hold hold = new Hold(step);
    String id;
    try (AppRig rig = AppRig.start(machine, hold)) {
      id = rig.deploy("shop", SPEC, ONE).json().get("id").stringValue();
      hold.await();
    }

    try (AppRig rig = start(machine)) {
      JsonNode done = rig.events(id, Optional.empty()).getLast();

      assertThat(done.get("state").stringValue()).isEqualTo("running");
      assertThat(rig.engine.wanted()).hasSize(2);
      assertThat(rig.ingress.routes()).hasSize(1);
      assertThat(releases(rig)).containsExactly("v1 current");
      assertThat(oneOffs(rig)).containsExactlyInAnyOrder("build-" + id, "release-" + id);
      assertThat(rig.databases.observe()).hasSize(1);
    }
  }

  private static List<String> releases(AppRig rig) {
    return rig.operator()
        .get("/v1/apps/shop/releases")
        .json()
        .get("releases")
        .valueStream()
        .map(each -> each.get("release").stringValue() + " " + each.get("state").stringValue())
        .toList();
  }

  /** The ids of tasks: the same id is the same task to the engine. */
  private static Set<String> oneOffs(AppRig rig) {
    Set<String> ids = new HashSet<>();
    rig.engine.runs().stream().map(OneOff::id).forEach(id -> ids.add(id.value()));
    return ids;
  }

  @Test
  void buildUnderWayIsJoined() throws Exception {
    Machine machine = machine();
    CountDownLatch building = new CountDownLatch(1);
    machine
        .engine()
        .tasks(
            task -> {
              building.countDown();
              block();
              return new Exit.Code(0);
            });
    String id;
    try (AppRig rig = start(machine)) {
      id = rig.deploy("shop", SPEC, ONE).json().get("id").stringValue();
      assertThat(building.await(30, TimeUnit.SECONDS)).isTrue();
    }
    machine.engine().tasks(task -> new Exit.Code(0));

    try (AppRig rig = start(machine)) {
      JsonNode done = rig.events(id, Optional.empty()).getLast();

      assertThat(done.get("state").stringValue()).as(done.toString()).isEqualTo("running");
      assertThat(oneOffs(rig)).containsExactlyInAnyOrder("build-" + id, "release-" + id);
    }
  }

  @Test
  void failureStaysOneWhenTheServerDiesBeforeTheOldReleaseIsRestored() throws Exception {
    Machine machine = machine();
    String id;
    try (AppRig rig = start(machine)) {
      rig.deployed("shop", SPEC, ONE);
      CountDownLatch failed = new CountDownLatch(1);
      machine
          .engine()
          .health(
              workload -> {
                if (workload.task().artifact().builtBy().value() == 1) {
                  return Optional.empty();
                }
                failed.countDown();
                return Optional.of(exited());
              });
      machine.ingress().away(true);
      id = rig.deploy("shop", SPEC, TWO).json().get("id").stringValue();
      assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
      org.awaitility.Awaitility.await()
          .until(() -> rig.operator().get("/v1/deployments/" + id).json().has("error"));
    }
    machine.ingress().away(false);
    machine.engine().health(workload -> Optional.empty());

    try (AppRig rig = start(machine)) {
      JsonNode done = rig.events(id, Optional.empty()).getLast();

      assertThat(done.get("state").stringValue()).isEqualTo("failed");
      assertThat(done.get("error").get("serving").stringValue()).isEqualTo("v1 (2 instances)");
      assertThat(rig.engine.wanted().values())
          .allMatch(each -> each.task().artifact().builtBy().value() == 1);
      assertThat(releases(rig)).containsExactly("v2 failed", "v1 current");
    }
  }

  private static Evidence exited() {
    return new Evidence(
        ErrorCode.EXITED,
        "web.1",
        Optional.empty(),
        "exited with 1",
        Optional.of(new Exit.Code(1)),
        "",
        List.of(),
        List.of("boom"));
  }

  @Test
  void deploymentWaitsForAnEngineThatIsAway() {
    Machine machine = machine();
    try (AppRig rig = start(machine)) {
      machine.engine().away(true);
      TestClient.Reply reply = rig.deploy("shop", SPEC, ONE);
      String id = reply.json().get("id").stringValue();
      org.awaitility.Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(rig.operator().get("/v1/status?app=shop").body())
                      .contains("deploying"));
      machine.engine().away(false);

      JsonNode done = rig.events(id, Optional.empty()).getLast();

      assertThat(done.get("state").stringValue()).isEqualTo("running");
    }
  }

  @Test
  void secondServerOnTheSameDatabaseDoesNotWalkTheSameDeployment() throws Exception {
    Machine machine = machine();
    Hold hold = new Hold("apply");
    try (AppRig first = AppRig.start(machine, hold)) {
      String id = first.deploy("shop", SPEC, ONE).json().get("id").stringValue();
      hold.await();
      Machine beside =
          new Machine(machine.database(), home.resolve("b"), machine.engine(), machine.ingress());
      try (DeploymentLocks locks = new DeploymentLocks(beside.database())) {
        assertThat(locks.take(id)).isFalse();
      }
    }
    try (DeploymentLocks locks = new DeploymentLocks(machine.database())) {
      assertThat(locks.take("other")).isTrue();
      assertThat(locks.take("other")).as("once is enough").isFalse();
      assertThat(locks.holds("other")).isTrue();
      locks.release("other");
      assertThat(locks.holds("other")).isFalse();
    }
  }

  @Test
  void lastEventIdResumesAfterThatEvent() {
    Machine machine = machine();
    try (AppRig rig = start(machine)) {
      TestClient.Reply reply = rig.deploy("shop", SPEC, ONE);
      rig.done(reply);
      String id = reply.json().get("id").stringValue();
      List<JsonNode> all = rig.events(id, Optional.empty());

      List<JsonNode> rest = rig.events(id, Optional.of(all.get(2).get("seq").longValue()));

      assertThat(rest).isEqualTo(all.subList(3, all.size()));
      assertThat(rig.events(id, Optional.of(all.getLast().get("seq").longValue()))).isEmpty();
    }
  }
}
