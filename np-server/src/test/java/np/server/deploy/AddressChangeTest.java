package np.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import np.model.Hostname;
import np.model.Route;
import np.server.AppRig;
import np.server.AppRig.Machine;
import np.server.MemoryIngress;
import np.server.ScriptedEngine;
import np.server.SourceArchive;
import np.server.apps.PublicAddress;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Starts a server with another public address than the one before. */
class AddressChangeTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final SourceArchive ONE = SourceArchive.of("serve", "one");
  private static final PublicAddress ELSEWHERE =
      new PublicAddress("http", new Hostname("example.com"), 80);

  @TempDir Path home;

  private Machine machine() {
    return new Machine(POSTGRES.another(), home, new ScriptedEngine(), new MemoryIngress());
  }

  private static AppRig start(Machine machine) {
    return AppRig.start(machine, (deployment, step) -> {});
  }

  private static List<String> hosts(AppRig rig, String app) {
    return rig.ingress.routes().stream()
        .filter(route -> route.app().app().value().equals(app))
        .map(route -> route.host() + (route instanceof Route.Closed ? " closed" : ""))
        .sorted()
        .toList();
  }

  private static String url(AppRig rig, String app) {
    JsonNode status = rig.operator().get("/v1/status?app=" + app).json();
    return status.get("apps").get(0).get("url").stringValue();
  }

  @Test
  void everyAppHasItsNewAddressWhenTheServerHasStarted() {
    Machine machine = machine();
    try (AppRig rig = start(machine)) {
      rig.deployed("shop", "run: ./serve\n", ONE);
      rig.deployed("blog", "run: ./serve\nroutes: [blog.org]\n", ONE);
      rig.deployed("idle", "run: ./serve\n", ONE);
      rig.done(rig.operator().post("/v1/apps/idle/stop", "{}"));
    }

    try (AppRig rig = start(machine.at(ELSEWHERE))) {
      assertThat(hosts(rig, "shop")).containsExactly("shop.example.com", "shop.localhost");
      assertThat(hosts(rig, "blog"))
          .containsExactly("blog.example.com", "blog.localhost", "blog.org");
      assertThat(hosts(rig, "idle"))
          .containsExactly("idle.example.com closed", "idle.localhost closed");
      assertThat(url(rig, "shop")).isEqualTo("http://shop.example.com");
      assertThat(url(rig, "blog")).isEqualTo("http://blog.org");
      assertThat(rig.engine.wanted()).as("nothing restarts").hasSize(3);
    }

    try (AppRig rig = start(machine)) {
      assertThat(hosts(rig, "shop")).containsExactly("shop.localhost");
      assertThat(hosts(rig, "blog")).containsExactly("blog.localhost", "blog.org");
      assertThat(url(rig, "shop")).isEqualTo("http://shop.localhost:8080");
    }
  }

  @Test
  void unchangedDeployAfterwardsIsUnchanged() {
    Machine machine = machine();
    try (AppRig rig = start(machine)) {
      rig.deployed("shop", "run: ./serve\n", ONE);
    }

    try (AppRig rig = start(machine.at(ELSEWHERE))) {
      assertThat(rig.deploy("shop", "run: ./serve\n", ONE).status()).isEqualTo(200);
    }
  }

  @Test
  void sameAddressChangesNothing() {
    Machine machine = machine();
    try (AppRig rig = start(machine)) {
      rig.deployed("shop", "run: ./serve\n", ONE);
    }
    long before = machine.ingress().table().generation();

    try (AppRig rig = start(machine)) {
      rig.deployed("other", "run: ./serve\n", ONE);
      assertThat(rig.ingress.table().generation()).as("by the deploy alone").isEqualTo(before + 1);
    }
  }

  @Test
  void hostOfAFileStaysWhereItIsAndWinsOverAnAppNamedLikeIt() {
    Machine machine = machine();
    try (AppRig rig = start(machine)) {
      rig.deployed("blog", "run: ./serve\nroutes: [shop.example.com]\n", ONE);
      rig.deployed("shop", "run: ./serve\n", ONE);
    }

    try (AppRig rig = start(machine.at(ELSEWHERE))) {
      assertThat(hosts(rig, "blog"))
          .containsExactly("blog.example.com", "blog.localhost", "shop.example.com");
      assertThat(hosts(rig, "shop")).containsExactly("shop.localhost");
      assertThat(rig.deploy("shop", "run: ./serve now\n", ONE).body()).contains("app blog");
      JsonNode stopped = rig.done(rig.operator().post("/v1/apps/shop/stop", "{}"));
      assertThat(stopped.get("state").stringValue()).isEqualTo("stopped");
      assertThat(hosts(rig, "shop")).containsExactly("shop.localhost closed");
    }
  }

  @Test
  void changeThatHasToldTheEdgeAlreadyTellsItTheNewAddress() throws Exception {
    Machine machine = machine();
    CountDownLatch reached = new CountDownLatch(1);
    String id;
    try (AppRig rig =
        AppRig.start(
            machine,
            (deployment, step) -> {
              if (step.equals("finish")) {
                reached.countDown();
                block();
              }
            })) {
      id = rig.deploy("shop", "run: ./serve\n", ONE).json().get("id").stringValue();
      assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
    }

    try (AppRig rig = start(machine.at(ELSEWHERE))) {
      JsonNode done = rig.events(id, Optional.empty()).getLast();
      assertThat(done.get("url").stringValue()).isEqualTo("http://shop.example.com");
      assertThat(hosts(rig, "shop")).containsExactly("shop.example.com", "shop.localhost");
    }
  }

  @Test
  void edgeThatIsAwayLearnsItLater() {
    Machine machine = machine();
    try (AppRig rig = start(machine)) {
      rig.deployed("shop", "run: ./serve\n", ONE);
    }
    machine.ingress().away(true);

    try (AppRig rig = start(machine.at(ELSEWHERE))) {
      machine.ingress().away(false);
      org.awaitility.Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(hosts(rig, "shop"))
                      .containsExactly("shop.example.com", "shop.localhost"));
    }
  }

  private static void block() {
    while (!Thread.currentThread().isInterrupted()) {
      LockSupport.park();
    }
    throw new IllegalStateException("the server was killed here");
  }
}
