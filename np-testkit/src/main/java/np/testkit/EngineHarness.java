package np.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import np.model.Command;
import np.model.Evidence;
import np.model.InstanceId;
import np.model.InstanceState;
import np.model.InstanceStatus;
import np.model.Rollout;
import np.model.Task;
import np.model.WorkloadStatus;
import np.spi.Engine;

/** An engine under test, and what its tests do again and again. */
public abstract class EngineHarness {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The engine under test, new and empty for each test; whoever makes it closes it. */
  protected abstract Engine engine();

  /** A task that does this. */
  protected abstract Task task(Act act);

  /** A command for {@link Engine#exec} that does this. */
  protected abstract Command command(Act.Print print);

  static WorkloadStatus status(Engine engine) {
    return engine.observe(TestWorkloads.WEB).orElseThrow();
  }

  static List<InstanceId> ids(WorkloadStatus status) {
    return status.instances().stream()
        .filter(each -> each.state() != InstanceState.STOPPING)
        .map(InstanceStatus::id)
        .toList();
  }

  static WorkloadStatus awaitComplete(Engine engine) {
    await()
        .atMost(PATIENCE)
        .failFast(() -> assertThat(status(engine).rollout()).isNotInstanceOf(Rollout.Failed.class))
        .until(() -> status(engine).rollout() instanceof Rollout.Complete);
    return status(engine);
  }

  static Evidence awaitFailed(Engine engine) {
    await().atMost(PATIENCE).until(() -> status(engine).rollout() instanceof Rollout.Failed);
    return ((Rollout.Failed) status(engine).rollout()).evidence();
  }

  static void awaitExactly(Engine engine, List<InstanceId> wanted) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(status(engine).instances())
                    .extracting(InstanceStatus::id)
                    .containsExactlyElementsOf(wanted));
  }
}
