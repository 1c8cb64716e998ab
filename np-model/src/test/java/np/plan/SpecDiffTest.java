package np.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.api.PlanView.Change;
import np.model.EnvName;
import np.model.Environment;
import np.model.Secret;
import np.plan.SpecDiff.Side;
import np.spec.AppSpec;
import org.junit.jupiter.api.Test;

class SpecDiffTest {
  private static final EnvName KEY = new EnvName("STRIPE_KEY");

  @Test
  void secretsAreNeverShown() {
    AppSpec spec = Specs.parse("run: a", "secrets: [STRIPE_KEY]");
    Side before = side(spec, new Environment(Map.of(), Map.of(KEY, new Secret("canary-1"))));
    Side after = side(spec, new Environment(Map.of(), Map.of(KEY, new Secret("canary-2"))));

    List<Change> changes = SpecDiff.changes(Optional.of(before), after);

    assertThat(changes)
        .containsExactly(new Change("~", "secrets.STRIPE_KEY", "«hidden»", "«hidden»", "changed"));
    assertThat(changes.toString() + SpecDiff.line(changes.getFirst())).doesNotContain("canary");
  }

  @Test
  void missingSecretSaysWhatToDo() {
    assertThat(first("run: a", "secrets: [STRIPE_KEY, B: {generate: 9}]"))
        .contains(
            new Change("+", "secrets.STRIPE_KEY", "", "required", "needs a value: np secrets set"),
            new Change("+", "secrets.B", "", "generated", ""));
  }

  @Test
  void equalSpecsDifferInNothing() {
    Side side = side(Specs.parse("run: a", "routes: [a.org]"), Environment.EMPTY);

    assertThat(SpecDiff.changes(Optional.of(side), side)).isEmpty();
  }

  @Test
  void whatGetsLessSaysSo() {
    List<Change> changes =
        between(
            Specs.parse(
                "run: a", "scale: 3", "resources: {memory: 512M, cpu: 2}", "routes: [a.org]"),
            Specs.parse("run: a", "scale: 1", "resources: {memory: 256M, cpu: 3}"));

    assertThat(changes)
        .containsExactly(
            new Change("~", "scale.web", "3", "1", "shrinks: stops 2"),
            new Change("~", "web.resources.cpu", "2", "3", ""),
            new Change("~", "web.resources.memory", "512M", "256M", "shrinks"),
            new Change("-", "route a.org", "web", "", "stops answering"));
  }

  @Test
  void processThatComesOrGoesIsOneChange() {
    AppSpec alone = Specs.parse("run: a");
    AppSpec both = Specs.parse("run: a", "processes: {worker: {run: b, scale: 2}}");

    assertThat(between(alone, both))
        .containsExactly(new Change("+", "process worker", "", "b", ""));
    assertThat(between(both, alone))
        .containsExactly(new Change("-", "process worker", "b", "", "its instances stop"));
  }

  @Test
  void linesAreShort() {
    assertThat(SpecDiff.line(new Change("+", "env.FEATURE_X", "", "1", "")))
        .isEqualTo("+env FEATURE_X");
    assertThat(SpecDiff.line(new Change("~", "scale.web", "2", "3", "")))
        .isEqualTo("scale.web 2→3");
    assertThat(SpecDiff.line(new Change("-", "route a.org", "web", "", "")))
        .isEqualTo("-route a.org");
    assertThat(SpecDiff.line(new Change("~", "env.A", "x", "y", ""))).isEqualTo("~env.A");
  }

  @Test
  void firstDeployListsWhatComes() {
    assertThat(first("static: ./public"))
        .extracting(SpecDiff::line)
        .containsExactly("+static", "+static spa");
    assertThat(first("run: a", "build: npm ci", "env: {A: b}"))
        .extracting(SpecDiff::line)
        .containsExactly("+build", "+process web", "+env A");
  }

  private static List<Change> first(String... lines) {
    AppSpec spec = Specs.parse(lines);
    return SpecDiff.changes(Optional.empty(), side(spec, new Environment(spec.env(), Map.of())));
  }

  private static List<Change> between(AppSpec before, AppSpec after) {
    return SpecDiff.changes(
        Optional.of(side(before, Environment.EMPTY)), side(after, Environment.EMPTY));
  }

  private static Side side(AppSpec spec, Environment environment) {
    return new Side(spec, ScaleOverrides.NONE, environment);
  }
}
