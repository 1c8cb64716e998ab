package np.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import np.model.Command;
import np.model.Digest;
import np.model.EnvName;
import np.model.Environment;
import np.model.InstanceId;
import np.model.OneOff;
import np.model.Secret;
import np.spec.AppSpec;
import org.junit.jupiter.api.Test;

class OneOffPlannerTest {
  private static final InstanceId ID = new InstanceId("build-1");
  private static final Digest SOURCE = Digest.of("source");

  @Test
  void nothingToBuildNorToRelease() {
    AppSpec spec = Specs.parse("static: .");

    assertThat(OneOffPlanner.build(spec, Specs.artifact("a"), ID)).isEmpty();
    assertThat(OneOffPlanner.release(Specs.blueprint(spec), ID)).isEmpty();
  }

  @Test
  void buildSeesNoSecretAndReleaseDoes() {
    AppSpec spec =
        Specs.parse("run: a", "build: npm ci", "release: npm run migrate", "env: {A: b}");
    Environment environment =
        new Environment(spec.env(), Map.of(new EnvName("KEY"), new Secret("x")));

    OneOff build = OneOffPlanner.build(spec, Specs.artifact("a"), ID).orElseThrow();
    OneOff release = OneOffPlanner.release(Specs.blueprint(spec, environment), ID).orElseThrow();

    assertThat(build.kind()).isEqualTo(OneOff.Kind.BUILD);
    assertThat(build.timeout()).isEqualTo(Duration.ofMinutes(15));
    assertThat(build.task().environment().secrets()).isEmpty();
    assertThat(build.task().environment().plain()).hasSize(1);
    assertThat(release.kind()).isEqualTo(OneOff.Kind.RUN);
    assertThat(release.task().command()).isEqualTo(new Command.Shell("npm run migrate"));
    assertThat(release.task().environment()).isEqualTo(environment);
  }

  @Test
  void artifactIsUsedAgainUnlessWhatGoesIntoItChanged() {
    Digest built = digest("run: a", "build: npm ci", "env: {A: b}");

    assertThat(digest("run: b", "build: npm ci", "env: {A: b}", "scale: 3")).isEqualTo(built);
    assertThat(digest("run: a", "build: npm ci", "env: {A: c}")).isNotEqualTo(built);
    assertThat(digest("run: a", "build: npm install", "env: {A: b}")).isNotEqualTo(built);
    assertThat(digest("run: a", "build: npm ci", "env: {A: b}", "runtime: node-22"))
        .isNotEqualTo(built);
    assertThat(digest("run: a", "env: {A: b}")).isEqualTo(digest("run: a", "runtime: node-22"));
  }

  private static Digest digest(String... lines) {
    return ArtifactDigest.of(Specs.parse(lines), SOURCE);
  }
}
