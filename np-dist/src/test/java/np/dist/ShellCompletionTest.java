package np.dist;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import np.testkit.Needs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TAB in the shells that people use, with the words of a platform that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(240)
final class ShellCompletionTest {
  private final TestPlatform platform = new TestPlatform();

  @BeforeAll
  void deploy(@TempDir Path directory) {
    platform.deploy(new TestApp(directory, "shop")).ok();
  }

  @AfterAll
  void clean() {
    platform.close();
  }

  @ParameterizedTest
  @CsvSource({
    "bash, bash --norc --noprofile, source <(np completion bash)",
    "zsh,  zsh -f,                  source <(np completion zsh)",
    "fish, fish --no-config,        np completion fish | source"
  })
  void tabFillsInWhatNpOffers(String shell, String start, String source, @TempDir Path files) {
    Needs.program(shell, shell);
    try (Tmux terminal = new Tmux(files, variables(files), 100, 30)) {
      terminal.type(start).type(source).type("echo re''ady").awaits("\nready\n");

      terminal.keys("np rol").press("Tab").awaits("np rollback").press("C-u");
      terminal.keys("np apps und").press("Tab").awaits("np apps undelete").press("C-u");
      terminal.keys("np deploy --acc").press("Tab").awaits("np deploy --accept-drift");
      terminal.press("C-u");
      terminal.keys("np logs sh").press("Tab").awaits("np logs shop").keys("-p w").press("Tab");
      terminal.awaits("np logs shop -p web").press("C-u");
      terminal.keys("np scale shop we").press("Tab").awaits("np scale shop web=").keys("2");
      terminal.awaits("np scale shop web=2").press("C-u");
      terminal.keys("np db res").press("Tab").press("Tab").awaits("reset").awaits("resume");
    }
  }

  private Map<String, String> variables(Path home) {
    Map<String, String> variables = new HashMap<>(platform.variables());
    variables.put("HOME", home.toString());
    variables.put("PATH", platform.root() + ":" + System.getenv("PATH"));
    return variables;
  }
}
