package np.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import np.cli.fixture.Answers;
import np.cli.fixture.CliFixture;
import np.cli.fixture.ScriptedApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  @TempDir private Path root;
  private ScriptedApi api;
  private CliFixture cli;

  @BeforeEach
  void start() throws IOException {
    api = Answers.of(ScriptedApi.start());
    cli = new CliFixture(root).local(api.url());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void aServerThatIsAwayOffersNothingAndNoError() throws IOException {
    cli.local(java.net.URI.create("http://127.0.0.1:1"));
    CliFixture.Run run = cli.run("__complete", "--", "logs", "");
    assertThat(run).isEqualTo(new CliFixture.Run(0, "", ""));
  }

  @Test
  void offersCommandsAndTheirVerbs() {
    assertThat(words("de")).containsExactly("deploy");
    assertThat(words("apps", "")).containsExactly("list", "info", "destroy", "undelete");
    assertThat(words("s"))
        .contains("status", "scale", "secrets", "server")
        .doesNotContain("__complete");
  }

  @Test
  void offersTheLiveNamesOfTheServer() {
    assertThat(words("logs", "sh")).containsExactly("shop");
    assertThat(words("logs", "shop", "-p", "w")).containsExactly("web", "worker");
    assertThat(words("scale", "shop", "wo")).containsExactly("worker=");
    assertThat(words("db", "url", "")).containsExactly("old", "preview");
    assertThat(words("db", "url", "--format", "p")).containsExactly("psql", "python");
    assertThat(words("rollback", "shop", "v")).containsExactly("v41");
    assertThat(words("secrets", "unset", "-a", "shop", "ST")).containsExactly("STRIPE_KEY");
  }

  @Test
  void offersOptionsAndFixedWords() {
    assertThat(words("deploy", "--acc")).containsExactly("--accept-drift");
    assertThat(words("completion", "")).containsExactly("bash", "zsh", "fish");
    assertThat(words("explain", "NP05")).contains("NP0511");
    assertThat(words("run", "--", "")).isEmpty();
  }

  @Test
  void theScriptOfBashFillsInWhatNpOffers() throws Exception {
    Path program = root.resolve("np");
    Files.writeString(
        program, "#!/bin/sh\nprintf 'deploy\\tdoes it\\ndetach\\n'\necho \"$@\" > \"$0.args\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    String script =
        cli.run("completion", "bash").out()
            + "\nCOMP_WORDS=("
            + program
            + " de); COMP_CWORD=1; _np_complete\n"
            + "printf '%s\\n' \"${COMPREPLY[@]}\"\n";
    assertThat(shell(script)).containsExactly("deploy", "detach");
    assertThat(Files.readString(Path.of(program + ".args"))).isEqualTo("__complete -- de\n");
  }

  private static List<String> shell(String script) throws IOException {
    Process bash = new ProcessBuilder("bash", "--norc", "-s").redirectErrorStream(true).start();
    try (var in = bash.getOutputStream()) {
      in.write(script.getBytes(StandardCharsets.UTF_8));
    }
    return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  private List<String> words(String... typed) {
    String[] args = new String[typed.length + 2];
    args[0] = "__complete";
    args[1] = "--";
    System.arraycopy(typed, 0, args, 2, typed.length);
    return cli.run(args).out().lines().map(line -> line.split("\t", 2)[0]).toList();
  }
}
