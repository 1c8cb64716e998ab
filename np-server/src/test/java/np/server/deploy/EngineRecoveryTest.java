package np.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.stream.Collectors;
import np.server.AppRig;
import np.server.AppRig.Machine;
import np.server.MemoryIngress;
import np.server.ScriptedEngine;
import np.server.SourceArchive;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Starts a server beside an engine that has forgotten everything. */
class EngineRecoveryTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final SourceArchive ONE = SourceArchive.of("serve", "one");

  @TempDir Path home;

  @Test
  void engineThatForgotIsToldAgainWhatShouldRun() {
    Machine before =
        new Machine(POSTGRES.dataSource(), home, new ScriptedEngine(), new MemoryIngress());
    try (AppRig rig = AppRig.start(before, (deployment, step) -> {})) {
      rig.deployed("shop", "run: ./serve\nscale: 2\n", ONE);
      rig.deployed("idle", "run: ./serve\n", ONE);
      rig.done(rig.operator().post("/v1/apps/idle/stop", "{}"));
    }

    ScriptedEngine forgetful = new ScriptedEngine();
    Machine after = new Machine(before.database(), home, forgetful, before.ingress());
    try (AppRig rig = AppRig.start(after, (deployment, step) -> {})) {
      await().until(() -> !forgetful.wanted().isEmpty());
      assertThat(
              forgetful.wanted().values().stream()
                  .map(each -> each.id() + " " + each.count())
                  .collect(Collectors.toSet()))
          .containsExactly("default/shop/web 2");
      assertThat(rig.operator().get("/v1/status?app=shop").status()).isEqualTo(200);
    }
  }
}
