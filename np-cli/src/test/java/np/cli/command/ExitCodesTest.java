package np.cli.command;

import static np.cli.fixture.ScriptedApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import np.cli.fixture.CliFixture;
import np.cli.fixture.ScriptedApi;
import np.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodesTest {
  @TempDir private Path root;

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void anErrorOfTheServerEndsWithTheExitCodeOfTheTable(ErrorCode code) throws IOException {
    try (ScriptedApi api = ScriptedApi.start()) {
      api.on("GET /v1/whoami", problem(code, "it is so", "do this"));
      CliFixture cli = new CliFixture(root).local(api.url());
      CliFixture.Run plain = cli.run("whoami");
      assertThat(plain.exit()).isEqualTo(code.exit());
      assertThat(plain.out()).isEmpty();
      assertThat(plain.err()).contains("error[" + code.code() + "]: it is so", "help: do this");
      CliFixture.Run json = cli.run("whoami", "--json");
      assertThat(json.exit()).isEqualTo(code.exit());
      assertThat(json.out())
          .startsWith("{\"schema\":\"np.error/1\",\"error\":{\"code\":\"" + code.code() + "\"")
          .contains("\"message\":\"it is so\"", "\"hint\":\"do this\"", "\"docs\":\"np explain ")
          .endsWith("\"exit\":" + code.exit() + "}}\n");
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void theHelpPageKnowsEveryCodeAndItsExit(ErrorCode code) throws IOException {
    assertThat(ExitCodes.MEANINGS).containsKey(code.exit());
    assertThat(new CliFixture(root).run("help", "exit-codes").out()).contains(code.code());
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyCodeIsExplainedWithMeaningCausesAndRemedy(ErrorCode code) throws IOException {
    CliFixture.Run run = new CliFixture(root).run("explain", code.code());
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains(code.code(), code.title(), "What it means: ", "Usual causes: ", "What to do: ");
  }

  @Test
  void nothingIsExplainedThatDoesNotExist() {
    List<String> codes = List.of(ErrorCode.values()).stream().map(ErrorCode::code).toList();
    assertThat(new Texts(ExplainCommand.FILE).names()).containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void aCodeOfANewerServerKeepsTheExitCodeThatCameWithIt() throws IOException {
    try (ScriptedApi api = ScriptedApi.start()) {
      String body =
          """
          {"code":"NP0999","title":"new","detail":"newer than this np","hint":"","exit":6}\
          """;
      api.on("GET /v1/whoami", ScriptedApi.json(409, body));
      CliFixture.Run run = new CliFixture(root).local(api.url()).run("whoami");
      assertThat(run.exit()).isEqualTo(6);
      assertThat(run.err()).contains("error[NP0999]: newer than this np");
    }
  }

  @Test
  void aMessageOfSeveralLinesIsShownAsSuch() throws IOException {
    try (ScriptedApi api = ScriptedApi.start()) {
      api.on(
          "GET /v1/whoami", problem(ErrorCode.START_FAILED, "its log ends:\\n  one\\n  two", ""));
      CliFixture.Run run = new CliFixture(root).local(api.url()).run("whoami");
      assertThat(run.err()).startsWith("error[NP0607]: its log ends:\n  | one\n  | two\n  more: ");
    }
  }

  @Test
  void somethingElseThatAnswersIsNotTakenForNp() throws IOException {
    try (ScriptedApi api = ScriptedApi.start()) {
      api.on("GET /v1/whoami", ScriptedApi.json(200, "<html>"));
      CliFixture.Run run = new CliFixture(root).local(api.url()).run("whoami");
      assertThat(run.exit()).isEqualTo(10);
      assertThat(run.err()).contains("is not np");
    }
  }

  @Test
  void aServerThatIsNotThereEndsWithTen() throws IOException {
    CliFixture cli = new CliFixture(root).local(java.net.URI.create("http://127.0.0.1:1"));
    assertThat(cli.run("status").exit()).isEqualTo(10);
    assertThat(new CliFixture(root.resolve("none")).run("status").exit()).isEqualTo(10);
  }
}
