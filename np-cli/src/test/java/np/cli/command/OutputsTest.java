package np.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import np.cli.fixture.Answers;
import np.cli.fixture.CliFixture;
import np.cli.fixture.Golden;
import np.cli.fixture.ScriptedApi;
import np.cli.fixture.VirtualScreen;
import np.cli.host.Tty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputsTest {
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
  @CsvSource({
    "status.txt, status",
    "status-shop.txt, status shop",
    "releases.txt, releases shop",
    "logs.txt, logs shop",
    "env.txt, env list shop",
    "secrets.txt, secrets list shop",
    "apps.txt, apps list",
    "apps-info.txt, apps info shop",
    "databases.txt, db list",
    "databases-deleted.txt, db list --deleted",
    "database-info.txt, db info shop",
    "database-create.txt, db create shop",
    "database-branch.txt, db branch shop preview --ttl 7d",
    "database-rotate.txt, db rotate shop -y",
    "database-destroy.txt, db destroy shop",
    "storage.txt, storage",
    "tenants.txt, tenants list",
    "tokens.txt, tokens list",
    "whoami.txt, whoami",
    "scale.txt, scale shop web=3",
    "help.txt, help",
    "exit-codes.txt, help exit-codes",
    "status-help.txt, status -h",
    "unknown.txt, deplyo",
  })
  void isShownAsInTheFile(String file, String call) throws IOException {
    CliFixture.Run run = cli.run(Arrays.copyOf(call.split(" ", -1), call.split(" ", -1).length));
    Golden.check(file, run.out() + run.err());
  }

  @Test
  void aPlanShowsConsequencesAndHidesSecrets() throws IOException {
    cli.file("np.yaml", "app: shop\nrun: ./start\n");
    CliFixture.Run run = cli.run("plan");
    Golden.check("plan.txt", run.out());
    assertThat(run.exit()).isZero();
    assertThat(cli.run("plan", "--exit-code").exit()).isEqualTo(20);
    api.on(
        "POST /v1/apps/shop/plan",
        ScriptedApi.json(200, "{\"schema\":\"np.plan/1\",\"changes\":[]}"));
    assertThat(cli.run("plan", "--exit-code").exit()).isZero();
  }

  @Test
  void onATerminalTheStepsEndAsTheyDoInALog() throws IOException {
    CliFixture.Run run = cli.terminal().run("restart", "shop");
    String screen = new VirtualScreen(80, 24).write(run.err() + run.out()).text();
    Golden.check("restart-tty.txt", screen);
  }

  @Test
  void aStatusThatIsWatchedFitsATerminalOfTwentyRows() throws IOException {
    StringBuilder apps = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      apps.append(i == 0 ? "" : ",")
          .append("{\"name\":\"app")
          .append(i)
          .append("\",\"state\":\"running\"}");
    }
    String status = "{\"schema\":\"np.status/1\",\"apps\":[" + apps + "]}";
    api.on(
        "GET /v1/status/stream",
        ScriptedApi.events(
            ScriptedApi.event("1", "status", status),
            ScriptedApi.event("2", "status", status.replace("app0\"", "other\""))));
    cli.realClock()
        .tty(new Tty(true, true, true, () -> new Tty.Size(60, 20), StandardCharsets.UTF_8));
    CliFixture.Run run = cli.run("status", "-w", "--timeout", "300ms");
    VirtualScreen screen = new VirtualScreen(60, 20).write(run.err());
    assertThat(run.exit()).isZero();
    assertThat(screen.text()).contains("other", "app49");
    assertThat(screen.isCursorVisible()).isTrue();
  }

  @Test
  void jsonOfStatusIsWhatTheServerSaidUnknownMembersIncluded() {
    assertThat(cli.run("status", "--json").out()).isEqualTo(Answers.STATUS + "\n");
  }

  @Test
  void noColourIsObeyedAndColourCanBeForced() {
    assertThat(cli.run("status", "shop").out()).doesNotContain("\u001b");
    assertThat(cli.env("FORCE_COLOR", "1").run("status", "shop").out()).contains("\u001b[");
    assertThat(cli.env("NO_COLOR", "1").run("status", "shop").out()).doesNotContain("\u001b");
  }

  @Test
  void aDumbTerminalGetsNoSequences() {
    CliFixture.Run run = cli.terminal().env("TERM", "dumb").run("restart", "shop");
    assertThat(run.out() + run.err()).doesNotContain("\u001b").contains("✓ Health");
  }

  @Test
  void marksBecomeAsciiInAnotherLocaleButTheAppsTextStays() {
    cli.charset(StandardCharsets.US_ASCII);
    CliFixture.Run run = cli.run("restart", "shop");
    assertThat(run.err()).contains(" + Health").doesNotContain("✓");
    assertThat(cli.run("logs", "shop").out()).contains("hello ünïcode");
  }

  @Test
  void rawLogsAreLeftAsTheyAre() {
    assertThat(cli.run("logs", "shop", "--raw", "--no-prefix").out())
        .isEqualTo("\u001b[2Jhello ünïcode\n");
  }

  @Test
  void quietLeavesOnlyTheLastLine() {
    CliFixture.Run run = cli.run("restart", "shop", "-q");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("Restarted shop v42 in ");
  }

  @Test
  void anInstanceThatDoesNotRunIsNamed() {
    CliFixture.Run run = cli.run("logs", "shop", "-p", "web.9");
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.err()).contains("no instance web.9", "web.1, web.2, worker.3");
  }

  @Test
  void aProcessThatTheAppHasNotIsNamedWithThoseThatItHas() {
    api.on("GET /v1/apps/shop/logs", ScriptedApi.events(ScriptedApi.event("1", "end", "{}")));
    for (String follow : List.of("-n5", "-f")) {
      CliFixture.Run run = cli.run("logs", "shop", "-p", "nope", follow);
      assertThat(run.exit()).as(run.err()).isEqualTo(5);
      assertThat(run.err()).contains("shop has no process nope", "there is: web, worker");
    }
    assertThat(cli.run("logs", "shop", "-p", "worker").err()).isEqualTo("no lines\n");
    assertThat(cli.run("logs", "shop", "-p", "release").err()).isEqualTo("no lines\n");
  }

  @Test
  void whatAProcessWroteThatIsGoneIsStillShown() {
    CliFixture.Run run = cli.run("logs", "shop", "-p", "former");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("hello");
  }

  @Test
  void aTimeThatIsNoneIsAnsweredWithWhatIs() {
    for (String typed : List.of("yesterday", "2026-11-20", "10 minutes", "2026-11-20T12:00")) {
      CliFixture.Run run = cli.run("logs", "shop", "--since", typed);
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).contains("\"" + typed + "\"", "10m", "2026-11-21T12:00:00Z");
    }
  }

  @Test
  void queriesCarryWhatWasAskedFor() {
    cli.run(
        "logs",
        "shop",
        "-n",
        "5",
        "--since",
        "10m",
        "--grep",
        "a b&c",
        "-p",
        "web.1",
        "--release",
        "v4");
    assertThat(api.requests("GET /v1/apps/shop/logs"))
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.query())
                    .isEqualTo(
                        "n=5&since=2026-11-21T11%3A50%3A00Z&grep=a%20b%26c&release=v4&instance=web-7f3a"));
  }
}
