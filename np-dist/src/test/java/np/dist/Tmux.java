package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import np.testkit.Needs;

/** A terminal as a person sits at it, with one shell: tmux(1), driven from outside. */
final class Tmux implements AutoCloseable {
  /** What its shell is told, whichever of its own names tmux finds described on this machine. */
  static final String TYPE = "screen";

  private static final String PROMPT = "sh> ";

  private final Path socket;
  private final Map<String, String> environment;

  /**
   * Opens it.
   *
   * @param directory for its socket
   * @param environment of the shell
   */
  Tmux(Path directory, Map<String, String> environment, int columns, int rows) {
    Needs.program("tmux", "tmux");
    this.socket = directory.resolve("tmux");
    this.environment = environment;
    List<String> start = new ArrayList<>(List.of("-u", "-f", "/dev/null", "new-session", "-d"));
    start.addAll(List.of("-x", "" + columns, "-y", "" + rows, "env", "TERM=" + TYPE, "sh"));
    tmux(start.toArray(String[]::new));
    type("PS1='" + PROMPT + "'");
  }

  /** Types a line. */
  Tmux type(String line) {
    return keys(line).press("Enter");
  }

  /** Types characters; a semicolon at the end would be tmux's own. */
  Tmux keys(String text) {
    tmux("send-keys", "-l", "--", text.replaceFirst(";$", "\\\\;"));
    return this;
  }

  /** Presses a key: {@code C-c}, {@code C-z}, {@code Enter}. */
  Tmux press(String key) {
    tmux("send-keys", key);
    return this;
  }

  Tmux resize(int columns, int rows) {
    tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
    return this;
  }

  /** What is on it now, with what has scrolled away. */
  String screen() {
    return tmux("capture-pane", "-p", "-J", "-S", "-");
  }

  /** The same with its colours and attributes, as escape sequences. */
  String coloured() {
    return tmux("capture-pane", "-p", "-e", "-S", "-");
  }

  boolean showsCursor() {
    return tmux("display-message", "-p", "#{cursor_flag}").strip().equals("1");
  }

  Tmux awaits(String text) {
    await().atMost(TestPlatform.PATIENCE).untilAsserted(() -> assertThat(screen()).contains(text));
    return this;
  }

  /** The shell is there again: what is typed next is for it. */
  Tmux awaitsPrompt() {
    await()
        .atMost(TestPlatform.PATIENCE)
        .untilAsserted(() -> assertThat(screen().stripTrailing()).endsWith("\n" + PROMPT.strip()));
    return this;
  }

  private String tmux(String... arguments) {
    List<String> line = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.directory(Path.of(System.getProperty("np.root")).toFile());
    builder.environment().putAll(environment);
    builder.environment().remove("TMUX");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    tmux("kill-server");
  }
}
