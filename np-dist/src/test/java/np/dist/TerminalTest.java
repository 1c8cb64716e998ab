package np.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person at a terminal sees while something goes on, and what is left of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
final class TerminalTest {
  private static final List<String> STEPS =
      List.of("Package", "Upload", "Build", "Start", "Health", "Route");
  private static final Pattern MOVING = Pattern.compile("[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]");
  private static final String COLOUR = "\u001b[32m";

  private final TestPlatform platform = new TestPlatform();

  @BeforeAll
  void start() {
    platform.np("server", "start").ok();
    platform.np("db", "create", "orders").ok();
  }

  @AfterAll
  void clean() {
    platform.close();
  }

  @Test
  void aDeployLeavesALineForEachStepAndNothingElse(@TempDir Path files) {
    TestApp app = new TestApp(files.resolve("app"), "tidy");
    try (Tmux terminal = new Tmux(files, platform.variables(), 100, 30)) {
      terminal.type("./np deploy " + app.directory()).awaits("Deployed tidy v1 in ").awaitsPrompt();

      List<String> screen = terminal.screen().lines().toList();
      assertThat(screen).filteredOn(line -> line.startsWith("tidy → local")).hasSize(1);
      assertThat(screen).noneMatch(line -> MOVING.matcher(line).find());
      for (String step : STEPS) {
        assertThat(screen).filteredOn(line -> line.startsWith(" ✓ " + step)).hasSize(1);
      }
      assertThat(screen.stream().filter(line -> !line.isBlank())).hasSize(STEPS.size() + 6);
      assertThat(terminal.coloured()).contains(COLOUR);
      assertThat(terminal.showsCursor()).isTrue();
    }
  }

  @Test
  void aNarrowTerminalShowsAllOfItWithoutColours(@TempDir Path files) {
    TestApp app = new TestApp(files.resolve("app"), "narrow");
    try (Tmux terminal = new Tmux(files, platform.variables(), 40, 40)) {
      String command = "NO_COLOR=1 ./np deploy " + app.directory();
      terminal.type(command).awaits("Deployed narrow v1 in ").awaitsPrompt();

      List<String> screen = terminal.screen().lines().toList();
      assertThat(screen).noneMatch(line -> MOVING.matcher(line).find());
      for (String step : STEPS) {
        assertThat(screen).filteredOn(line -> line.startsWith(" ✓ " + step)).hasSize(1);
      }
      assertThat(terminal.coloured()).doesNotContain(COLOUR);
    }
  }

  @Test
  void whoeverInterruptsADeployIsToldWhatGoesOn(@TempDir Path files) {
    TestApp app = new TestApp(files.resolve("app"), "slow");
    app.spec("run: exec sleep 300\nhealth_check: {path: /, grace: 20s}");
    try (Tmux terminal = new Tmux(files, platform.variables(), 80, 30)) {
      terminal.type("./np deploy " + app.directory()).awaits("Health ");
      terminal.press("C-c").awaits("Interrupted. The deployment of slow goes on at the server.");
      terminal.awaits("np deploy --follow d").awaitsPrompt();

      assertThat(terminal.screen()).doesNotContainPattern(MOVING);
      assertThat(terminal.showsCursor()).isTrue();
      terminal.type("echo \"code=$?\"; stty -a | grep -o ' icanon'");
      terminal.awaits("code=130").awaits(" icanon");
      assertThat(platform.np("status", "slow").ok().out()).contains("slow");
    }
  }

  @Test
  void aWatchedStatusChangesInPlace(@TempDir Path files) {
    platform.deploy(new TestApp(files.resolve("app"), "watched")).ok();
    try (Tmux terminal = new Tmux(files, platform.variables(), 80, 24)) {
      terminal.type("./np status watched -w").awaits("web   1     1   running");
      platform.np("scale", "watched", "web=2").ok();
      terminal.awaits("web   2     2   running");
      assertThat(terminal.screen()).doesNotContain("web   1     1   running");

      terminal.press("C-c").awaitsPrompt();
      List<String> screen = terminal.screen().lines().toList();
      assertThat(screen).filteredOn(line -> line.startsWith("watched  ●")).hasSize(1);
      assertThat(screen).filteredOn(line -> line.startsWith("web ")).hasSize(1);
      assertThat(terminal.showsCursor()).isTrue();
      terminal.type("stty -a | grep -o ' icanon'").awaits(" icanon");
    }
  }

  @Test
  void followedLogsGoOnUntilCtrlC(@TempDir Path files) {
    TestApp app = new TestApp(files.resolve("app"), "talker");
    String count = "i=0; while :; do i=$((i+1)); echo tick $i; sleep 1; done";
    app.spec("processes: {worker: {run: '" + count + "'}}");
    platform.deploy(app).ok();
    try (Tmux terminal = new Tmux(files, platform.variables(), 80, 24)) {
      terminal.type("./np logs talker -f -n 1").awaits("tick ");
      String first = terminal.screen();
      int last = first.lastIndexOf("tick ");
      int number =
          Integer.parseInt(first.substring(last + 5).lines().findFirst().orElse("").strip());
      terminal.awaits("tick " + (number + 2) + "\n").press("C-c").awaitsPrompt();
      terminal.type("echo \"code=$?\"").awaits("code=130");
    }
  }

  @Test
  void theShellOfADatabaseReadsStatementsAndAnswers(@TempDir Path files) {
    try (Tmux terminal = new Tmux(files, platform.variables(), 80, 30)) {
      terminal.type("./np db shell orders").awaits("orders=> ");
      terminal.type("select 40 +").awaits("orders-> ").type("2 as answer;").awaits("     42\n");
      terminal.type("select nonsense;").awaits("nonsense").awaits("orders=> \n".strip());
      terminal.type("\\q").awaitsPrompt();
      terminal.type("echo \"code=$?\"").awaits("code=0");
      terminal.type("./np db shell orders").awaits("orders=> ").press("C-d").awaitsPrompt();
      terminal.type("echo \"again=$?\"; stty -a | grep -o ' icanon'");
      terminal.awaits("again=0").awaits(" icanon");
    }
  }
}
