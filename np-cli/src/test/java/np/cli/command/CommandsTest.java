package np.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import np.cli.fixture.Answers;
import np.cli.fixture.CliFixture;
import np.cli.fixture.DatabaseAnswers;
import np.cli.fixture.FakePlatform;
import np.cli.fixture.ScriptedApi;
import np.cli.json.JsonReader;
import np.cli.json.NotJson;
import np.model.ErrorCode;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest {
  /** One way to call each command; what is not here is called without arguments. */
  private static final List<String> CALLS =
      List.of(
          "completion bash",
          "explain NP0511",
          "context use prod",
          "context rm prod",
          "context add other https://np.example.org",
          "logout prod",
          "scale web=3",
          "run --detach -- env",
          "exec -p web.1 -- env",
          "env set LOG_LEVEL=debug",
          "env unset LOG_LEVEL",
          "secrets set STRIPE_KEY",
          "secrets unset STRIPE_KEY",
          "export nomad",
          "db shell shop",
          "db sql shop values(1)",
          "db export shop -o dump.sql",
          "db import shop shop.sql",
          "db branch preview",
          "db reset shop -y",
          "db rotate -y",
          "db link shop",
          "db destroy shop --confirm shop",
          "db undelete shop",
          "apps destroy shop --confirm shop",
          "tenants create acme",
          "tokens create ci",
          "tokens revoke t1 -y",
          "rollback v40",
          "server install --print",
          "init --print");

  /** One for each code that any server may give as its answer. */
  private static final List<ErrorCode> PROBLEMS =
      List.of(
          ErrorCode.NOT_LOGGED_IN,
          ErrorCode.NO_APP,
          ErrorCode.TIMED_OUT,
          ErrorCode.STORE_UNAVAILABLE);

  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  /** One for all commands: none of them changes it. */
  private static final AtomicReference<DataSource> DATABASE = new AtomicReference<>();

  @TempDir private Path root;
  private ScriptedApi api;
  private CliFixture cli;

  @BeforeAll
  static void makeDatabase() {
    DATABASE.set(POSTGRES.tenant());
  }

  @BeforeEach
  void start() throws IOException {
    api = Answers.of(ScriptedApi.start());
    cli =
        new CliFixture(root)
            .local(api.url())
            .platform(new FakePlatform(Optional.of(api.url())))
            .input("np_a_token\n")
            .file("np.yaml", "app: shop\nrun: ./start\nsecrets: [STRIPE_KEY]\n")
            .file("index.html", "hi\n")
            .file("shop.sql", "select 1;\n");
    DatabaseAnswers.at(api, DATABASE.get());
    cli.run("context", "add", "prod", "https://np.example.com");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  static Stream<String> calls() {
    return Commands.table().shown().stream().map(Entry::words).map(CommandsTest::call);
  }

  /** Without the one that speaks over a WebSocket only: {@link AttachedCommandTest}. */
  static Stream<String> callsOverHttp() {
    return calls().filter(call -> !call.startsWith("exec"));
  }

  /** Something may be wrong on this machine. */
  private static List<Integer> exitsOf(String call) {
    return switch (call) {
      case "server status" -> List.of(1);
      case "doctor" -> List.of(0, 1);
      default -> List.of(0);
    };
  }

  /** On a terminal the value would be asked for. */
  private static boolean readsInput(String call) {
    return call.startsWith("context add") || call.startsWith("secrets set");
  }

  private static Syntax syntax(String call) {
    Entry entry =
        Commands.table().shown().stream()
            .filter(each -> (call + " ").startsWith(each.words() + " "))
            .findFirst()
            .orElseThrow();
    Syntax syntax = new Syntax(entry.words());
    entry.action().get().declare(syntax);
    return syntax;
  }

  private static String call(String words) {
    return CALLS.stream()
        .filter(call -> call.equals(words) || call.startsWith(words + " "))
        .findFirst()
        .orElse(words);
  }

  @ParameterizedTest
  @MethodSource("callsOverHttp")
  void everyLineOfJsonNamesItsSchemaAndNothingElseIsOnStdout(String call) throws NotJson {
    List<String> args = args(call);
    CliFixture.Run run =
        call.startsWith("login")
            ? login("--json")
            : (readsInput(call) ? cli : cli.terminal()).run(with(args, "--json"));
    assertThat(run.out()).as(run.err()).isNotEmpty().doesNotContain("\u001b");
    Syntax syntax = syntax(call);
    for (String line : run.out().lines().toList()) {
      assertThat(new JsonReader().readObject(line).text("schema")).isIn(syntax.schemas());
    }
    assertThat(run.exit()).as(run.out() + run.err()).isIn(exitsOf(call));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void nothingIsColouredOrMovedOffATerminal(String call) {
    CliFixture.Run run = call.startsWith("login") ? login("-v") : cli.run(with(args(call), "-v"));
    assertThat(run.out() + run.err()).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void everyCommandHasHelpThatFitsATerminal(String call) {
    CliFixture.Run run = cli.run(with(args(call), "-h"));
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("usage: np ");
    assertThat(run.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aDryRunChangesNothing(String call) {
    CliFixture.Run run = cli.run(with(args(call), "--dry-run", "--no-input"));
    assertThat(run.exit()).as(run.err()).isIn(0, 1, 2, 11);
    assertThat(api.requests())
        .allSatisfy(
            request -> assertThat(request.line()).matches("GET .*|POST /v1/apps/shop/plan"));
    assertThat(cli.platform().calls()).isSubsetOf("status", "logs - 100");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void anUnknownOptionIsRefusedEverywhere(String call) {
    CliFixture.Run run = cli.run(with(args(call), "--bogus"));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(api.requests()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void whatAServerAnswersEndsWithACodeThatTheHelpNames(String call) {
    Set<Integer> named = syntax(call).exits();
    for (ErrorCode answer : PROBLEMS) {
      api.onAll(ScriptedApi.problem(answer, "it is so", "do this"));
      CliFixture.Run run = call.startsWith("login") ? login("-q") : cli.run(with(args(call)));
      assertThat(run.exit()).as(call + ": " + run).isIn(named);
      if (named.containsAll(Exits.SERVER.codes())) {
        assertThat(run.exit()).as(call + ": " + run).isNotZero();
      }
    }
  }

  @Test
  void everyTopicOfTheHelpIsReached() {
    Texts topics = new Texts(HelpCommand.FILE);
    for (String name : topics.names()) {
      assertThat(cli.run("help", name).out().lines().toList())
          .as(name)
          .isEqualTo(topics.chapter(name).orElseThrow());
    }
  }

  @Test
  void everyCommandIsDocumentedOnce() {
    List<String> words = Commands.table().entries().stream().map(Entry::words).toList();
    assertThat(words).doesNotHaveDuplicates();
    assertThat(cli.run("help").out())
        .contains(Commands.table().shown().stream().map(Entry::words).toList());
  }

  private CliFixture.Run login(String option) {
    return cli.run("login", api.url().toString(), "--name", "here", option);
  }

  private static List<String> args(String call) {
    return Arrays.asList(call.split(" ", -1));
  }

  /** With options more, in front of {@code --}. */
  private static String[] with(List<String> args, String... more) {
    List<String> all = new ArrayList<>(args);
    int end = all.indexOf("--");
    all.addAll(end < 0 ? all.size() : end, List.of(more));
    return all.toArray(String[]::new);
  }
}
