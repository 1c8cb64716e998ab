package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import np.testkit.load.LoadReport;
import np.testkit.load.OpenLoop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Releases that do not work: the old one serves, the reason is named, nothing is left behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class BadReleaseTest {
  private static final int PER_SECOND = 50;

  private final TestPlatform platform = new TestPlatform();

  @AfterAll
  void clean() {
    platform.close();
  }

  @ParameterizedTest
  @EnumSource
  void theOldReleaseServesWhileTheBadOneFails(BadRelease bad, @TempDir Path directory) {
    TestApp app = new TestApp(directory, name("old", bad)).release("good");
    platform.deploy(app).ok();
    Map<String, Long> pids = platform.pids(app.name());
    Set<String> before = platform.remains().all();
    OpenLoop.Running load = platform.load(app.host(), PER_SECOND);
    bad.write(app);
    CommandResult failed = platform.deploy(app);
    LoadReport report = load.stop();

    JsonNode error = error(failed.exits(7));
    assertThat(error.get("code").asString()).as(failed.toString()).isEqualTo(bad.code());
    assertThat(error.toString()).contains(bad.reasons());
    assertThat(error.get("serving").asString()).contains("v1", "1 instance");
    assertThat(report.failed()).as(report.toString()).isZero();
    assertThat(report.releases()).containsOnlyKeys("good");
    assertThat(platform.pids(app.name())).isEqualTo(pids);
    assertThat(platform.status(app.name()).get("release").asString()).isEqualTo("v1");
    awaitNoMoreThan(before);
    platform.np("apps", "destroy", app.name(), "--confirm", app.name()).ok();
  }

  @ParameterizedTest
  @EnumSource
  void withoutAFormerReleaseNothingServesAndNothingIsLeft(BadRelease bad, @TempDir Path directory) {
    TestApp app = new TestApp(directory, name("first", bad));
    Set<String> before = platform.remains().all();
    bad.write(app);
    CommandResult failed = platform.np("deploy", app.directory());
    String said = failed.exits(8).all();
    assertThat(said).contains(bad.code()).contains(bad.reasons());
    awaitNoMoreThan(before);
    JsonNode status = platform.status(app.name());
    assertThat(status.get("state").asString()).isEqualTo("failed");
    assertThat(status.get("why").asString()).isNotEmpty();
    assertThat(platform.get(app.host(), "/").status()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void anInstanceThatIgnoresItsSignalServesUntilItIsKilled(@TempDir Path directory) {
    String deaf = "run: trap '' TERM; exec python3 app.py\n";
    String stop = "stop: {timeout: 1s, drain: 1s}\nhealth_check: {path: /healthz}";
    TestApp app = new TestApp(directory, "deaf").spec(deaf + stop).release("deaf");
    Set<String> before = platform.remains().all();
    platform.deploy(app).ok();
    Set<String> old = platform.pids("deaf").keySet();
    OpenLoop.Running load = platform.load(app.host(), PER_SECOND);
    platform.deploy(app.release("next")).ok();
    LoadReport report = load.stop();
    assertThat(report.failed()).as(report.toString()).isZero();
    await()
        .atMost(TestPlatform.PATIENCE)
        .untilAsserted(() -> assertThat(platform.remains().all()).noneMatch(of(old)));
    assertThat(platform.pids("deaf")).hasSize(1).doesNotContainKeys(old.toArray(new String[0]));
    platform.np("apps", "destroy", "deaf", "--confirm", "deaf").ok();
    awaitNoMoreThan(before);
  }

  private static Predicate<String> of(Set<String> instances) {
    return line -> instances.stream().anyMatch(line::contains);
  }

  private void awaitNoMoreThan(Set<String> before) {
    await()
        .atMost(TestPlatform.PATIENCE)
        .untilAsserted(() -> assertThat(more(before)).as("left behind").isEmpty());
  }

  private Set<String> more(Set<String> before) {
    return platform.remains().all().stream()
        .filter(line -> !before.contains(line))
        .collect(Collectors.toSet());
  }

  private static JsonNode error(CommandResult failed) {
    JsonNode done = failed.json();
    assertThat(done.path("step").asString()).as(failed.toString()).isEqualTo("done");
    assertThat(done.get("state").asString()).isEqualTo("failed");
    return done.get("error");
  }

  private static String name(String start, BadRelease bad) {
    return start + "-" + bad.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
