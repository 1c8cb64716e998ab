package np.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import np.plan.RolloutGoal.Stage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From any state, with any trouble on the way, plans end where they should. */
final class RolloutPlannerPropertyTest {
  private static final int CASES = 100;

  static List<Integer> batches() {
    return java.util.stream.IntStream.range(0, 20).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("batches")
  void carryingPlansOutEndsInTheWantedStateAndThenPlansNothing(int batch) {
    for (int seed = batch * CASES; seed < (batch + 1) * CASES; seed++) {
      Simulation simulation = Simulation.random(new Random(seed));
      simulation.run();
      assertThat(simulation.plan()).as("seed %d: %s", seed, simulation).isEmpty();
      assertThat(simulation.isAsWanted()).as("seed %d: %s", seed, simulation).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("batches")
  void aBrokenReleaseFailsAndWhatServedBeforeServesAgain(int batch) {
    for (int seed = batch * CASES; seed < (batch + 1) * CASES; seed++) {
      Simulation simulation = Simulation.brokenRelease(new Random(seed));
      simulation.run();
      assertThat(simulation.goal().stage()).as("seed %d", seed).isEqualTo(Stage.FAILED);
      assertThat(simulation.plan()).as("seed %d: %s", seed, simulation).isEmpty();
      assertThat(simulation.isAsWanted()).as("seed %d: %s", seed, simulation).isTrue();
    }
  }
}
