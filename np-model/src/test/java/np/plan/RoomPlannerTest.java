package np.plan;

import static org.assertj.core.api.Assertions.assertThat;

import np.model.ByteSize;
import np.model.Workload;
import np.plan.RoomPlanner.Machine;
import np.plan.RoomPlanner.Verdict;
import org.junit.jupiter.api.Test;

class RoomPlannerTest {
  private static final Machine MACHINE =
      new Machine(2, ByteSize.parse("24G"), ByteSize.parse("20G"));

  @Test
  void limitThatTheMachineCannotGrantIsRefusedWithNumbers() {
    assertThat(judge("resources: {memory: 10T}", 1))
        .isEqualTo(new Verdict(false, "needs 10T each, this machine has 24G, 20G free"));
    assertThat(judge("resources: {memory: 24G}", 0).fits()).isTrue();
  }

  @Test
  void nothingIsSaidWhereThereIsRoom() {
    assertThat(judge("resources: {memory: 1G, cpu: 2}", 20)).isEqualTo(new Verdict(true, ""));
  }

  @Test
  void limitsMayAddUpToMoreThanThereIsButThatIsSaid() {
    assertThat(judge("resources: {memory: 512M}", 41))
        .isEqualTo(
            new Verdict(
                true, "41 more instances may use up to 20.5G, this machine has 24G, 20G free"));
    assertThat(judge("resources: {memory: 22G}", 1).why()).startsWith("1 more instance may use");
  }

  @Test
  void whatRunsAlreadyIsNotCountedAgain() {
    assertThat(judge("resources: {memory: 22G}", 0)).isEqualTo(new Verdict(true, ""));
  }

  @Test
  void moreCoresThanThereAreDoNoHarmButThatIsSaid() {
    assertThat(judge("resources: {cpu: 8}", 1))
        .isEqualTo(new Verdict(true, "may use 8 cores, this machine has 2"));
  }

  private static Verdict judge(String resources, int started) {
    Workload workload =
        WorkloadPlanner.plan(Specs.blueprint(Specs.parse("run: a", resources))).getFirst();
    return RoomPlanner.judge(workload, started, MACHINE);
  }
}
