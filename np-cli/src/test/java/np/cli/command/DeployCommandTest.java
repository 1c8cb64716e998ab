package np.cli.command;

import static np.cli.fixture.ScriptedApi.brokenAfter;
import static np.cli.fixture.ScriptedApi.event;
import static np.cli.fixture.ScriptedApi.events;
import static np.cli.fixture.ScriptedApi.json;
import static np.cli.fixture.ScriptedApi.problem;
import static np.cli.fixture.ScriptedApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import np.cli.fixture.CliFixture;
import np.cli.fixture.FakePlatform;
import np.cli.fixture.ScriptedApi;
import np.model.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployCommandTest {
  private static final String DEPLOY = "POST /v1/apps/hello/deployments";
  private static final String EVENTS = "GET /v1/deployments/d1/events";
  private static final String ACCEPTED =
      """
      {"schema":"np.deployment/1","id":"d1","app":"hello","kind":"deploy","state":"queued",\
      "release":"v1","from":"","url":"http://hello.localhost","changes":[]}\
      """;
  private static final String UNCHANGED =
      """
      {"schema":"np.deployment/1","id":"","app":"hello","kind":"deploy","state":"unchanged",\
      "release":"v1","from":"v1","url":"http://hello.localhost","changes":[]}\
      """;
  private static final String DONE =
      step(
          "9",
          "\"step\":\"done\",\"state\":\"running\",\"message\":\"\","
              + "\"url\":\"http://hello.localhost\",\"release\":\"v1\"");

  @TempDir private Path root;
  private ScriptedApi api;
  private CliFixture cli;

  @BeforeEach
  void start() throws IOException {
    api = ScriptedApi.start();
    cli =
        new CliFixture(root)
            .local(api.url())
            .file("np.yaml", "app: hello\nstatic: .\n")
            .file("index.html", "hi\n");
    api.on(DEPLOY, json(202, ACCEPTED));
    api.on(EVENTS, events(health("ok"), DONE));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void mistakesInTheFileEndWithThreeAndNothingIsSent() throws IOException {
    cli.file("np.yaml", "app: hello\nstatik: .\nscale: many\n");
    CliFixture.Run run = cli.run("deploy");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("np.yaml:2:1", "np.yaml:3:", "nothing was sent to the server");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void anEnvironmentIsDeployedBesideTheAppAndProductionIsTheAppItself() throws IOException {
    cli.file("np.yaml", "app: hello\nstatic: .\nenvironments: {preview: {}, production: {}}\n");
    api.on("POST /v1/apps/hello-preview/deployments", json(202, ACCEPTED));
    assertThat(cli.run("deploy", "--env", "preview").exit()).isZero();
    assertThat(cli.run("deploy", "-e", "production").exit()).isZero();
    assertThat(cli.run("deploy", "-e", "preview", "-a", "hello").exit()).isZero();
    assertThat(
            api.requests().stream()
                .map(ScriptedApi.Request::line)
                .filter(each -> each.startsWith("POST"))
                .toList())
        .containsExactly("POST /v1/apps/hello-preview/deployments", DEPLOY, DEPLOY);
  }

  @Test
  void aFailedDeployNeverSaysDeployed() {
    api.on(EVENTS, events(FAILED_HEALTH, failedDone("", 8)));
    CliFixture.Run run = cli.run("deploy");
    assertThat(run.exit()).isEqualTo(8);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("error[NP0511]", "Nothing of hello is serving now")
        .doesNotContain("Deployed");
  }

  @Test
  void aFailedDeployExplainsItselfAndSaysWhatStillServes() {
    api.on(EVENTS, events(FAILED_HEALTH, failedDone("v41 (2 instances)", 7)));
    CliFixture.Run run = cli.run("deploy");
    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.err())
        .contains(
            """
               web.1 listens on 127.0.0.1:3000; np expects 0.0.0.0:24107 ($PORT)
               last lines of web.1 (np logs hello -p web --release v42):
                 │ ready - started server on 127.0.0.1:3000
            error[NP0511]: release v42 never became healthy. v41 (2 instances) is still serving; \
            nothing was lost.
              help: set HOSTNAME=0.0.0.0 in env
            """);
  }

  @Test
  void theErrorOfAFailedDeployIsInTheLastEventOfTheStream() {
    api.on(EVENTS, events(FAILED_HEALTH, failedDone("", 8)));
    CliFixture.Run run = cli.run("deploy", "--json");
    assertThat(run.exit()).isEqualTo(8);
    String last = run.out().lines().reduce((a, b) -> b).orElseThrow();
    assertThat(last)
        .contains("\"schema\":\"np.event/1\"", "\"step\":\"done\"", "\"state\":\"failed\"")
        .contains("\"code\":\"NP0511\"", "\"exit\":8");
  }

  @Test
  void printsTheUrlAndEndsWithZero() {
    CliFixture.Run run = cli.run("deploy");
    assertThat(run.err()).contains("hello → local", "✓ Package", "✓ Health");
    assertThat(run.out()).isEqualTo("Deployed hello v1 in 0.0s   http://hello.localhost\n");
    assertThat(run.exit()).isZero();
  }

  @Test
  void theStreamOfEventsIsNumberedAndEndsWithDone() {
    CliFixture.Run run = cli.run("--json", "deploy");
    assertThat(run.err()).doesNotContain("\u001b");
    assertThat(run.out().lines().toList())
        .allSatisfy(line -> assertThat(line).startsWith("{\"schema\":\"np.event/1\",\"seq\":"))
        .last()
        .asString()
        .contains("\"step\":\"done\"", "\"url\":\"http://hello.localhost\"")
        .contains("\"release\":\"v1\"", "\"state\":\"running\"", "\"seq\":4");
  }

  @Test
  void uploadsOnlyWhenTheServerAsksForIt() {
    api.on(DEPLOY, problem(ErrorCode.UPLOAD_NEEDED, "not there", ""), json(202, ACCEPTED));

    cli.run("deploy");
    assertThat(api.requests(DEPLOY)).hasSize(1);
    String path =
        api.requests().stream()
            .filter(r -> r.method().equals("PUT"))
            .findFirst()
            .orElseThrow()
            .path();
    assertThat(path).startsWith("/v1/uploads/").hasSize("/v1/uploads/".length() + 64);
  }

  @Test
  void goesOnAfterTheLastEventWhenTheConnectionBreaks() {
    cli.realClock();
    api.on(EVENTS, brokenAfter(health("ok")), events(DONE));
    CliFixture.Run run = cli.run("deploy");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("connection to the server lost", "connected again");
    assertThat(api.requests(EVENTS))
        .hasSize(2)
        .last()
        .satisfies(request -> assertThat(request.header("Last-event-id")).isEqualTo("5"));
  }

  @Test
  void aServerThatStaysAwayEndsWithNineAndTheWayToResume() {
    cli.realClock();
    api.on(EVENTS, brokenAfter(health("ok")));
    CliFixture.Run run = cli.run("deploy", "--timeout", "700ms");
    assertThat(run.exit()).isEqualTo(9);
    assertThat(run.err()).contains("error[NP0517]", "np deploy --follow d1");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anUnchangedDeployFollowsNothing() {
    api.on(DEPLOY, json(200, UNCHANGED));
    CliFixture.Run run = cli.run("deploy");
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .isEqualTo("No changes: hello v1 is as wanted.   http://hello.localhost\n");
    assertThat(api.requests(EVENTS)).isEmpty();
  }

  @Test
  void startsThePlatformWhenNoneIsConfigured() throws IOException {
    FakePlatform platform = new FakePlatform(Optional.of(api.url()));
    CliFixture fresh =
        new CliFixture(root.resolve("fresh")).platform(platform).file("index.html", "hi\n");
    api.on("POST /v1/apps/site/deployments", json(200, UNCHANGED));
    CliFixture.Run run = fresh.run("deploy");
    assertThat(run.exit()).isZero();
    assertThat(platform.calls()).containsExactly("ensureRunning");
    assertThat(run.err())
        .contains(
            "No server configured: started one here (data in /var/lib/np · stop with: np server"
                + " stop)")
        .contains("because there is index.html");
  }

  @Test
  void restartsALocalPlatformThatHasGone() throws IOException {
    FakePlatform platform = new FakePlatform(Optional.of(api.url()));
    cli.platform(platform).local(URI.create("http://127.0.0.1:1"));
    assertThat(cli.run("deploy").exit()).isZero();
    assertThat(platform.calls()).containsExactly("ensureRunning");
  }

  @Test
  void anExistingDirectoryIsTakenRatherThanAnApp() throws IOException {
    cli.file("site/np.yaml", "app: hello\nstatic: .\n").file("site/a.html", "a");
    CliFixture.Run run = cli.run("deploy", "site");
    assertThat(run.err()).contains("hello → local · site/np.yaml", "2 files");
  }

  @Test
  void aDirectoryThatDoesNotExistIsNotTakenForAnApp() throws IOException {
    CliFixture empty = new CliFixture(root.resolve("empty")).local(api.url());
    CliFixture.Run run = empty.run("deploy", "exmaples");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("error[NP0111]: there is no directory exmaples");
  }

  @Test
  void aForgottenBuildIsNoticed() throws IOException {
    cli.file("package.json", "{\"scripts\":{\"start\":\"node a\"},\"dependencies\":{\"a\":\"1\"}}")
        .file("np.yaml", "app: hello\nrun: npm start\n");
    assertThat(cli.run("deploy").err())
        .contains(" ! np.yaml has no build. Is it missing? build: npm install, because");
    cli.file("np.yaml", "app: hello\nbuild: npm install\nrun: npm start\n");
    assertThat(cli.run("deploy").err()).doesNotContain("no build");
  }

  @Test
  void detachReturnsAtOnceAndTellsHowToFollow() {
    CliFixture.Run run = cli.run("deploy", "--detach");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("np deploy --follow d1");
    assertThat(api.requests(EVENTS)).isEmpty();
  }

  @Test
  void textFromTheServerCannotReachTheTerminal() {
    api.on(
        EVENTS,
        events(
            step("5", "\"step\":\"health\",\"state\":\"ok\",\"message\":\"\\u001b[31mred\""),
            DONE));
    CliFixture.Run run = cli.run("deploy");
    assertThat(run.err()).contains("\\u001b[31mred").doesNotContain("\u001b");
  }

  @Test
  void aConflictIsToldAsTheServerPutsIt() {
    api.on(DEPLOY, problem(ErrorCode.DRIFT, "scale.web: file 2, live 3 (ana)", "--accept-drift"));
    CliFixture.Run run = cli.run("deploy");
    assertThat(run.exit()).isEqualTo(6);
    assertThat(run.err()).contains("error[NP0413]: scale.web: file 2, live 3 (ana)");
  }

  @Test
  void theUploadIsNotRepeatedForTheSecondAsking() {
    api.on(DEPLOY, problem(ErrorCode.UPLOAD_NEEDED, "not there", ""), json(202, ACCEPTED));
    cli.run("deploy");
    api.requests().stream()
        .filter(r -> r.method().equals("PUT"))
        .forEach(put -> api.on(put.line(), status(204)));
    api.requests().clear();
    api.on(DEPLOY, problem(ErrorCode.UPLOAD_NEEDED, "not there", ""), json(202, ACCEPTED));
    CliFixture.Run run = cli.run("deploy");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("✓ Upload");
    assertThat(api.requests(DEPLOY))
        .hasSize(2)
        .extracting(request -> request.header("Idempotency-key"))
        .doesNotHaveDuplicates();
  }

  private static final String FAILED_HEALTH =
      step("5", "\"step\":\"health\",\"state\":\"failed\",\"message\":\"GET / on web.1: refused\"");

  private static String health(String state) {
    return step(
        "5",
        "\"step\":\"health\",\"state\":\""
            + state
            + "\",\"message\":\"GET /: 200 in 3 ms\",\"seconds\":0.1");
  }

  private static String failedDone(String serving, int exit) {
    return step(
        "9",
        """
        "step":"done","state":"failed","message":"","release":"v42",\
        "url":"http://hello.localhost","error":{"code":"NP0511",\
        "message":"release v42 never became healthy","hint":"set HOSTNAME=0.0.0.0 in env",\
        "exit":%d,"instance":"web.1","probe":"connection refused, 12 tries in 30s",\
        "expected":"0.0.0.0:24107","listening":["127.0.0.1:3000"],\
        "lastLines":["ready - started server on 127.0.0.1:3000"],"serving":"%s"}\
        """
            .formatted(exit, serving));
  }

  private static String step(String id, String members) {
    return event(
        id,
        "event",
        "{\"schema\":\"np.event/1\",\"seq\":"
            + id
            + ",\"ts\":\"2026-11-21T12:00:00Z\",\"app\":\"hello\",\"deployment\":\"d1\","
            + members
            + "}");
  }
}
