package np.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import np.local.supervise.InstanceTally.Counts;
import np.model.ByteSize;
import np.model.Digest;
import np.model.Exit;
import np.model.InstanceId;
import np.model.InstanceState;
import np.model.InstanceStatus;
import np.model.Rollout;
import np.model.WorkloadStatus;
import np.testkit.TestWorkloads;
import org.junit.jupiter.api.Test;

final class InstanceTallyTest {
  private static final Exit OUT_OF_MEMORY = new Exit.OutOfMemory(new ByteSize(1 << 20));
  private final StatusBoard board = new StatusBoard();

  private static InstanceStatus instance(String id, InstanceState state, int restarts, Exit last) {
    return new InstanceStatus(
        new InstanceId(id),
        1,
        Digest.of("x"),
        state,
        "why",
        1,
        Optional.empty(),
        Instant.EPOCH,
        restarts,
        Optional.of(last));
  }

  private void publish(InstanceStatus... instances) {
    board.publish(
        new WorkloadStatus(
            TestWorkloads.WEB, 2, Digest.of("x"), new Rollout.Complete(), List.of(instances)));
  }

  private static Counts counts(InstanceStatus was, InstanceStatus now) {
    InstanceTally tally = new InstanceTally();
    tally.note(status(was), status(now));
    return tally.of(TestWorkloads.WEB);
  }

  private static WorkloadStatus status(InstanceStatus instance) {
    return new WorkloadStatus(
        TestWorkloads.WEB, 1, Digest.of("x"), new Rollout.Complete(), List.of(instance));
  }

  @Test
  void anInstanceOutOfMemoryIsCountedOnceForEachEnd() {
    InstanceStatus running = instance("web-a", InstanceState.RUNNING, 3, OUT_OF_MEMORY);
    InstanceStatus crashed = instance("web-a", InstanceState.CRASHED, 3, OUT_OF_MEMORY);

    assertThat(counts(running, crashed)).isEqualTo(new Counts(0, 1));
    assertThat(counts(crashed, crashed)).isEqualTo(Counts.NONE);
    assertThat(counts(crashed, instance("web-a", InstanceState.STARTING, 4, OUT_OF_MEMORY)))
        .isEqualTo(new Counts(1, 0));
    assertThat(counts(running, instance("web-a", InstanceState.CRASHED, 3, new Exit.Code(1))))
        .isEqualTo(Counts.NONE);
    assertThat(counts(running, instance("web-b", InstanceState.CRASHED, 9, OUT_OF_MEMORY)))
        .as("another instance")
        .isEqualTo(Counts.NONE);
  }

  @Test
  void metricsSayWhatIsAndWhatHasHappened() {
    publish(
        instance("web-a", InstanceState.RUNNING, 5, OUT_OF_MEMORY),
        instance("web-b", InstanceState.RUNNING, 0, OUT_OF_MEMORY));
    publish(
        instance("web-a", InstanceState.RUNNING, 7, OUT_OF_MEMORY),
        instance("web-b", InstanceState.CRASHED, 0, OUT_OF_MEMORY));

    String labels = "{tenant=\"acme\",app=\"shop\",process=\"web\"";
    assertThat(board.metrics().lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "np_node_instances" + labels + ",state=\"running\"} 1",
            "np_node_instances" + labels + ",state=\"crashed\"} 1",
            "np_node_instances_wanted" + labels + "} 2",
            "np_node_restarts_total" + labels + "} 2",
            "np_node_out_of_memory_total" + labels + "} 1");
  }
}
