package np.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import np.model.EnvName;
import np.model.Environment;
import np.model.Secret;
import np.spec.AppSpec;
import org.junit.jupiter.api.Test;

class EnvironmentPlannerTest {
  private static final EnvName A = new EnvName("A");
  private static final EnvName B = new EnvName("B");
  private static final EnvName C = new EnvName("C");

  @Test
  void secretWinsOverHandAndHandOverFile() {
    AppSpec spec = Specs.parse("run: a", "env: {A: file, B: file, C: file}");

    Environment environment =
        EnvironmentPlanner.compose(
            spec, Map.of(B, "hand", C, "hand"), Map.of(C, new Secret("secret")));

    assertThat(environment.plain()).isEqualTo(Map.of(A, "file", B, "hand"));
    assertThat(environment.secrets()).isEqualTo(Map.of(C, new Secret("secret")));
  }

  @Test
  void knownSecretsAreNeitherMissingNorMadeAgain() {
    AppSpec spec = Specs.parse("run: a", "secrets: [A, B: {generate: 32}, C: {generate: 8}]");

    assertThat(EnvironmentPlanner.missing(spec, Set.of())).containsExactly(A);
    assertThat(EnvironmentPlanner.missing(spec, Set.of(A))).isEmpty();
    assertThat(EnvironmentPlanner.toGenerate(spec, Set.of(C))).isEqualTo(Map.of(B, 32));
  }
}
