package np.cli.command;

import static np.cli.fixture.ScriptedApi.json;
import static np.cli.fixture.ScriptedApi.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import np.cli.fixture.Answers;
import np.cli.fixture.CliFixture;
import np.cli.fixture.DatabaseAnswers;
import np.cli.fixture.FakePlatform;
import np.cli.fixture.ScriptedApi;
import np.model.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseCommandsTest {
  private static final String URL =
      "postgres://shop-4k2:Jx7_8Q@shop-4k2.db.example.com:5432/shop-4k2?sslmode=require";

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url | " + URL,
        "psql | psql '" + URL + "'",
        "jdbc | jdbc:postgresql://shop-4k2.db.example.com:5432/shop-4k2?user=shop-4k2&password=Jx7_8Q&sslmode=require",
        "env | DATABASE_URL=" + URL,
        "node | const client = new (require('pg').Client)({ connectionString: '"
            + URL
            + "&uselibpqcompat=true' });",
        "python | import psycopg; connection = psycopg.connect('" + URL + "')",
      })
  void aUrlIsOneLineInEveryForm(String form, String line) {
    CliFixture.Run run = cli.run("db", "url", "shop", "--format", form);
    assertThat(run).isEqualTo(new CliFixture.Run(0, line + "\n", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "POST /v1/databases/shop/branches,branch shop preview",
    "POST /v1/databases/preview/reset,reset -y preview"
  })
  void aBranchIsWaitedForUntilItIsCopied(String request, String command) {
    String ready = DatabaseAnswers.branch("sleeping", "");
    String copying = DatabaseAnswers.branch("preparing", "its data are being made");
    boolean whole = command.startsWith("branch");
    api.on(request, json(whole ? 201 : 200, whole ? DatabaseAnswers.access(copying, "") : copying));
    String away = DatabaseAnswers.branch("unknown", "np node does not answer");
    api.on("GET /v1/databases/preview", json(200, copying), json(200, away), json(200, ready));

    CliFixture.Run run = cli.run(("db " + command).split(" ", -1));

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("Copying shop to preview");
    assertThat(run.out()).contains(whole ? "Created preview" : "Reset preview");
    assertThat(api.requests()).filteredOn(each -> each.line().contains("GET")).hasSize(3);
  }

  @Test
  void aBranchThatCannotBeCopiedIsAnErrorThatSaysWhy() {
    String copying = DatabaseAnswers.branch("preparing", "its data are being made");
    String failed = DatabaseAnswers.branch("failed", "the disk is full");
    api.on("POST /v1/databases/shop/branches", json(201, DatabaseAnswers.access(copying, "")));
    api.on("GET /v1/databases/preview", json(200, failed));

    CliFixture.Run run = cli.run("db", "branch", "shop", "preview");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("preview could not be made: the disk is full", "np db info preview");
  }

  @ParameterizedTest
  @CsvSource({
    "db branch shop --ttl 7d preview",
    "db branch --ttl 7d shop preview",
    "db branch shop -q preview --ttl 7d",
    "db -q branch shop --ttl 7d --json preview"
  })
  void optionsMayStandBetweenArguments(String command) {
    CliFixture.Run run = cli.run(command.split(" ", -1));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(api.requests())
        .extracting(ScriptedApi.Request::line)
        .contains("POST /v1/databases/shop/branches");
  }

  @Test
  void theWaitForABranchHasAnEnd() {
    String copying = DatabaseAnswers.branch("preparing", "its data are being made");
    api.on("POST /v1/databases/shop/branches", json(201, DatabaseAnswers.access(copying, "")));
    api.on("GET /v1/databases/preview", json(200, copying));
    CliFixture.Run run = cli.run("db", "branch", "shop", "preview", "--timeout", "1s");
    assertThat(run.exit()).isEqualTo(9);
    assertThat(run.err()).contains("preview is still being copied; np goes on with it");
  }

  @Test
  void whatIsPastedInAShellIsOneWordWhateverIsInIt() throws IOException {
    String hostile = "postgres://u:p'$(reboot)`&%20@h/d?a=1&b=2";
    String json =
        "{\"schema\":\"np.database-url/1\",\"url\":\"" + hostile + "\",\"host\":\"h\",\"port\":1}";
    api.on("GET /v1/databases/shop/url", ScriptedApi.json(200, json));
    for (String form : List.of("psql", "env")) {
      String line = cli.run("db", "url", "shop", "--format", form).out().strip();
      String word =
          form.equals("psql") ? line.substring(5) : line + "; printf %s \"$DATABASE_URL\"";
      assertThat(shell(form.equals("psql") ? "printf %s " + word : word)).isEqualTo(hostile);
    }
  }

  @Test
  void anUnknownFormIsRefusedBeforeAnythingIsAsked() {
    CliFixture.Run run = cli.run("db", "url", "shop", "--format", "php");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("url, psql, jdbc, env, node, python");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void thePooledAddressIsAskedFor() {
    cli.run("db", "url", "shop", "--pooled");
    assertThat(api.requests("GET /v1/databases/shop/url").getFirst().query())
        .isEqualTo("pooled=true");
  }

  @Test
  void creatingIsOneRequestWithWhatWasAskedFor() {
    CliFixture.Run run =
        cli.run(
            "db",
            "create",
            "shop",
            "--version",
            "17",
            "--extensions",
            "pg_trgm, citext",
            "--memory",
            "1G",
            "--sleep",
            "never");
    assertThat(run.exit()).isZero();
    assertThat(run.out().lines()).contains("psql '" + URL + "'");
    assertThat(api.requests())
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.body())
                    .isEqualTo(
                        "{\"name\":\"shop\",\"version\":\"17\",\"memory\":\"1G\",\"sleep\":\"never\","
                            + "\"extensions\":[\"pg_trgm\",\"citext\"]}"));
  }

  @Test
  void creatingStartsNpWhereNoneRuns() throws IOException {
    CliFixture fresh =
        new CliFixture(root.resolve("fresh")).platform(new FakePlatform(Optional.of(api.url())));
    assertThat(fresh.run("db", "create").exit()).isZero();
    assertThat(fresh.platform().calls()).containsExactly("ensureRunning");
    fresh.local(java.net.URI.create("http://127.0.0.1:1"));
    CliFixture.Run run = fresh.run("db", "create");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("np was not running: started one here");
  }

  @Test
  void aNameIsLeftOutWhereNpYamlSaysWhichApp() throws IOException {
    cli.file("np.yaml", "app: shop\nrun: ./start\n");
    CliFixture.Run run = cli.run("db", "url");
    assertThat(run.out()).isEqualTo(URL + "\n");
    assertThat(run.err()).contains("np.yaml", "database shop");
    api.on(
        "GET /v1/status",
        ScriptedApi.json(200, Answers.STATUS.replace("\"databases\":[", "\"other\":[")));
    assertThat(cli.run("db", "url").err()).contains("app shop has no database");
  }

  @Test
  void withoutNpYamlTheNamesAreListed() {
    CliFixture.Run run = cli.run("db", "info");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("which database?", "old, preview, …");
  }

  @Test
  void destroyingNeedsTheNameAndYesIsNotEnough() {
    for (String confirm : List.of("-y", "--confirm=shopp")) {
      assertThat(cli.run("db", "destroy", "shop", confirm).exit()).isEqualTo(11);
    }
    assertThat(cli.terminal().types("shoq").run("db", "destroy", "shop").exit()).isEqualTo(11);
    assertThat(api.requests("DELETE /v1/databases/shop")).isEmpty();
    assertThat(cli.types("shop").run("db", "destroy", "shop").out())
        .isEqualTo("Trashed shop. Undo within 7 days: np db undelete shop\n");
  }

  @Test
  void resetAndRotateAskForYes() {
    for (String verb : List.of("reset", "rotate")) {
      assertThat(cli.run("db", verb, "shop").exit()).isEqualTo(11);
      assertThat(api.requests("POST /v1/databases/shop/" + verb)).isEmpty();
      assertThat(cli.run("db", verb, "shop", "-y").exit()).isZero();
    }
  }

  @Test
  void linkingIsFollowedLikeADeployment() {
    CliFixture.Run run = cli.run("db", "link", "shop", "shop", "--as", "MAIN_URL");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Linked shop v42 in ");
    assertThat(api.requests("PUT /v1/databases/shop/links/shop").getFirst().body())
        .isEqualTo("{\"variable\":\"MAIN_URL\"}");
    assertThat(cli.run("db", "unlink", "shop", "-a", "shop").out()).startsWith("Unlinked shop v42");
  }

  @Test
  void jsonOfADatabaseIsWhatTheServerSaidUnknownMembersIncluded() {
    assertThat(cli.run("db", "info", "shop", "--json").out())
        .isEqualTo(DatabaseAnswers.SHOP + "\n");
  }

  @Test
  void aDatabaseThatDoesNotExistEndsWithFive() {
    api.on("GET /v1/databases/nope", problem(ErrorCode.NO_DATABASE, "no database nope", ""));
    assertThat(cli.run("db", "info", "nope").exit()).isEqualTo(5);
    assertThat(cli.run("db", "info", "No_pe").exit()).isEqualTo(2);
  }

  private static String shell(String script) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
