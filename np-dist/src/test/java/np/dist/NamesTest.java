package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Names and values that mean something to a shell, a terminal or a C library. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class NamesTest {
  private static final Map<String, String> VALUES = values();

  private final TestPlatform platform = new TestPlatform();

  private static Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(
        "SHELL_WORDS", "$(touch /tmp/np-owned) `id` ${HOME} $PATH; rm -rf / & | < > * ? ~ # !");
    values.put("QUOTES", "it's \"quoted\" \\ and \\\\ twice '\"'\"'");
    values.put("LINES", "first\r\nsecond\nthird\n\n");
    values.put("TERMINAL", "\u001b[31mred\u001b[0m\u0007\b\t\u009b2J");
    values.put("LETTERS", "naïve – ✓ 🚀 \u202egnirts");
    values.put("BLANKS", "  two spaces around  ");
    values.put("EMPTY", "");
    values.put("LONG", "x'y\"z$".repeat(5_000));
    return values;
  }

  @AfterAll
  void clean() {
    platform.close();
  }

  @Test
  void valuesOfTheFileArriveUnchanged(@TempDir Path directory) {
    TestApp app = new TestApp(directory, "from-file");
    String json = JsonMapper.shared().writeValueAsString(VALUES);
    app.runs("env: " + json.replace("\u009b", "\\x9B"));
    platform.deploy(app).ok();
    assertArrived(app);
  }

  @Test
  void valuesOfTheCommandLineArriveUnchanged(@TempDir Path directory) {
    TestApp app = new TestApp(directory, "by-hand");
    platform.deploy(app).ok();
    String[] command = new String[4 + VALUES.size()];
    command[0] = "env";
    command[1] = "set";
    command[2] = "-a";
    command[3] = "by-hand";
    int next = 4;
    for (Map.Entry<String, String> value : VALUES.entrySet()) {
      command[next++] = value.getKey() + "=" + value.getValue();
    }
    platform.np(command).ok();
    assertArrived(app);
    assertThat(platform.np("env", "list", "by-hand").ok().out()).doesNotContain("\u001b", "\u0007");
  }

  private void assertArrived(TestApp app) {
    VALUES.forEach(
        (name, value) ->
            assertThat(platform.get(app.host(), "/env/" + name).body()).as(name).isEqualTo(value));
    assertThat(Path.of("/tmp/np-owned")).doesNotExist();
  }

  @Test
  void nulIsRefusedInTheFileAndInSecrets(@TempDir Path directory) {
    TestApp app = new TestApp(directory, "null").runs("env: {BAD: \"a\\0b\"}");
    CommandResult refused = platform.np("deploy", app.directory()).exits(3);
    assertThat(refused.all()).contains("NUL", "np.yaml:");
    platform.np("server", "start").ok();
    CommandResult secret = platform.npReading("a\0b", "secrets", "set", "null", "TOKEN");
    assertThat(secret.exits(2).all()).contains("NUL").doesNotContain("a\0b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../up", "a;id", "$(id)", "UPPER", "-dash", "a b", "x\u001b[2J", "a/b", "a\r\nb"})
  void namesOfAppsThatAreNoNamesAreRefused(String name, @TempDir Path directory) {
    TestApp app = new TestApp(directory, "fine");
    CommandResult refused = platform.np("deploy", app.directory(), "--app=" + name);
    assertThat(refused.exit()).as(refused.toString()).isIn(2, 3);
    assertThat(refused.all()).doesNotContain("\u001b");
  }

  @Test
  void outputOfAnAppCannotSpeakToTheTerminal(@TempDir Path directory) {
    String hostile = "printf 'begin\\033]0;owned\\007\\033[2J\\233middle\\rover\\b\\bend\\n'; ";
    TestApp app = new TestApp(directory, "hostile");
    app.spec("run: \"" + hostile.replace("\\", "\\\\") + "exec python3 app.py\"");
    platform.deploy(app).ok();
    await()
        .atMost(TestPlatform.PATIENCE)
        .until(() -> platform.np("logs", "hostile").ok().out().contains("begin"));
    for (String[] command : new String[][] {{"logs", "hostile"}, {"logs", "hostile", "--json"}}) {
      String shown = platform.np(command).ok().out();
      assertThat(shown).contains("begin", "middle", "end");
      assertThat(shown.chars().filter(c -> c != '\n' && Character.isISOControl(c)).count())
          .as(shown)
          .isZero();
    }
  }
}
