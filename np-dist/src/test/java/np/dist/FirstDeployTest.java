package np.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person meets who has np since a minute. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class FirstDeployTest {
  private static final String HOST = "example-static.localhost";

  private final TestPlatform platform = new TestPlatform();
  private CommandResult first = new CommandResult(-1, "", "");

  @BeforeAll
  void deployOnAnEmptyHome() {
    first = platform.np("deploy", "examples/static");
  }

  @AfterAll
  void clean() {
    platform.close();
  }

  @Test
  void theFirstDeployStartsEverythingAndPrintsTheUrlThatAnswers() throws IOException {
    assertThat(first.ok().all())
        .contains("started one here", platform.home().toString())
        .contains("http://" + HOST + ":" + platform.httpPort());
    Path page = platform.root().resolve("examples/static/public/index.html");
    assertThat(platform.get(HOST, "/").status()).isEqualTo(200);
    assertThat(platform.get(HOST, "/").body()).isEqualTo(Files.readString(page));
  }

  @Test
  void aPersonMayAskForTheStatusOfAllPrograms() {
    assertThat(platform.np("server", "status").ok().out())
        .contains("server", "node", "edge", "postgres", "running");
  }

  @Test
  void aSecondDeployOfTheSameRestartsNothing(@TempDir Path directory) {
    TestApp app = new TestApp(directory, "same");
    platform.deploy(app).ok();
    Map<String, Long> pids = platform.pids("same");
    CommandResult again = platform.np("deploy", app.directory());
    assertThat(again.ok().all()).contains("No changes");
    CommandResult json = platform.deploy(app).ok();
    assertThat(json.json().get("state").asString()).isEqualTo("unchanged");
    assertThat(platform.pids("same")).isEqualTo(pids).hasSize(1);
  }

  @Test
  void aChangedFileIsLiveOnceTheCommandHasEnded(@TempDir Path directory) {
    TestApp app = new TestApp(directory, "site").spec("static: public");
    for (int i = 0; i < 5; i++) {
      app.file("public/index.html", "edition " + i);
      platform.deploy(app).ok();
      assertThat(platform.get(app.host(), "/").body()).isEqualTo("edition " + i);
    }
  }

  @Test
  void aMistakeInTheFileIsShownAtItsPlaceAndNothingIsSent(@TempDir Path directory) {
    TestApp app = new TestApp(directory, "mistaken").spec("rnu: x\nscale: many\nport: 99999");
    CommandResult refused = platform.np("deploy", app.directory()).exits(3);
    assertThat(refused.all()).contains("rnu", "scale", "port", "np.yaml:2:1", "^");
    assertThat(platform.np("apps", "list", "--json").ok().out()).doesNotContain("mistaken");
    CommandResult json = platform.deploy(app).exits(3);
    assertThat(json.json().toString()).contains("NP02");
  }

  @Test
  void aLimitThatTheMachineCannotGrantIsRefusedWithNumbers(@TempDir Path directory) {
    TestApp app =
        new TestApp(directory, "huge").runs("resources: {memory: 10T}\nbuild: echo built");
    String numbers = "web: needs 10T each, this machine has ";
    assertThat(platform.np("plan", app.directory()).all()).contains(numbers);
    CommandResult refused = platform.np("deploy", app.directory()).exits(8);
    assertThat(refused.all()).contains(numbers, " free", "use a larger machine", "NP0515");
    assertThat(platform.np("logs", "-a", "huge", "--build").all()).doesNotContain("built");
  }

  @Test
  void anAppThatIsNotThereIsNotFound() {
    platform.np("status", "-a", "nothing-here", "--json").exits(5);
    assertThat(platform.get("nothing-here.localhost", "/").status()).isEqualTo(404);
  }
}
