package np.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import np.model.ProcessName;
import np.plan.ScalePlanner.Drift;
import np.plan.ScalePlanner.ScalePlan;
import np.spec.AppSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalePlannerTest {

  @ParameterizedTest
  @CsvSource({
    // base, file, live, wanted, drift
    "2, 2, 2, 2, false",
    "2, 2, 3, 3, false",
    "2, 4, 2, 4, false",
    "2, 4, 4, 4, false",
    "2, 4, 3, 4, true",
    "2, 1, 3, 1, true",
    "2, 2, 0, 0, false",
    "2, 0, 3, 0, true",
  })
  void mergesThreeWays(int base, int file, int live, int wanted, boolean drift) {
    ScalePlan plan =
        ScalePlanner.plan(web(base), Specs.parse("run: a", "scale: " + file), web(live));

    assertThat(plan.wanted()).isEqualTo(web(wanted));
    assertThat(plan.drift())
        .isEqualTo(
            drift
                ? java.util.List.of(new Drift(AppSpec.WEB, base, file, live))
                : java.util.List.of());
  }

  @Test
  void firstDeployTakesTheFile() {
    AppSpec file = Specs.parse("run: a", "scale: 3");

    assertThat(ScalePlanner.plan(ScaleOverrides.NONE, file, ScaleOverrides.NONE).wanted())
        .isEqualTo(web(3));
  }

  @Test
  void newProcessTakesTheFileAndAGoneOneIsForgotten() {
    AppSpec file = Specs.parse("run: a", "processes: {worker: {run: b, scale: 2}}");
    ScaleOverrides live = new ScaleOverrides(Map.of(AppSpec.WEB, 4, new ProcessName("gone"), 7));
    ScaleOverrides base = new ScaleOverrides(Map.of(AppSpec.WEB, 1, new ProcessName("gone"), 1));

    ScalePlan plan = ScalePlanner.plan(base, file, live);

    assertThat(plan.drift()).isEmpty();
    assertThat(plan.wanted().counts())
        .isEqualTo(Map.of(AppSpec.WEB, 4, new ProcessName("worker"), 2));
  }

  private static ScaleOverrides web(int count) {
    return new ScaleOverrides(Map.of(AppSpec.WEB, count));
  }
}
