package np.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import np.cli.fixture.Answers;
import np.cli.fixture.CliFixture;
import np.cli.fixture.ScriptedApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets, confirmations, contexts. */
class SafetyTest {
  private static final String CANARY = "canary-0451";

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
  void aSecretOnTheCommandLineIsRefusedAndNotSent() {
    CliFixture.Run run = cli.run("secrets", "set", "-a", "shop", "STRIPE_KEY=" + CANARY);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("does not belong on the command line").doesNotContain(CANARY);
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void anErrorWithLinesOfSomebodyElsesCannotBeTakenForOurOwn() {
    CliFixture.Run run = cli.run("server", "start");
    assertThat(run.exit()).isNotZero();
    assertThat(run.err())
        .contains("error[NP0607]: np server did not start; its log ends with:\n  | one\n")
        .contains("\n  | Deployed \\u001b[2J\n")
        .doesNotContain("\u001b[2J", "\nDeployed");
  }

  @Test
  void aSecretComesFromStdinAndIsNowhereInTheOutput() {
    CliFixture.Run run =
        cli.input(CANARY + "\n").run("secrets", "set", "shop", "STRIPE_KEY", "-v", "--json");
    assertThat(run.exit()).isZero();
    assertThat(run.out() + run.err()).doesNotContain(CANARY).doesNotContain("np_local");
    assertThat(api.requests("PATCH /v1/apps/shop/secrets"))
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.body())
                    .isEqualTo("{\"set\":{\"STRIPE_KEY\":\"" + CANARY + "\"},\"unset\":[]}"));
  }

  @Test
  void aSecretComesFromAFileToTheLastByte() throws IOException {
    cli.file("key.pem", "line\n").run("secrets", "set", "shop", "KEY", "--from-file", "key.pem");
    assertThat(api.requests("PATCH /v1/apps/shop/secrets").getFirst().body())
        .contains("\"line\\n\"");
  }

  @Test
  void aSecretIsAskedForOnATerminal() {
    assertThat(cli.terminal().types(CANARY).run("secrets", "set", "shop", "KEY").exit()).isZero();
    assertThat(api.requests("PATCH /v1/apps/shop/secrets").getFirst().body()).contains(CANARY);
    assertThat(cli.run("secrets", "set", "shop", "KEY", "--no-input").exit()).isEqualTo(11);
  }

  @Test
  void destroyingNeedsTheNameAndYesIsNotEnough() {
    assertThat(cli.run("apps", "destroy", "shop").exit()).isEqualTo(11);
    assertThat(cli.run("apps", "destroy", "shop", "-y").exit()).isEqualTo(11);
    assertThat(cli.run("apps", "destroy", "shop", "--confirm", "shopp").exit()).isEqualTo(11);
    assertThat(api.requests("DELETE /v1/apps/shop")).isEmpty();
    CliFixture.Run run = cli.run("apps", "destroy", "shop", "--confirm", "shop");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("np apps undelete shop");
  }

  @Test
  void theNameIsTypedOnATerminal() {
    assertThat(cli.terminal().types("shoq").run("apps", "destroy", "shop").exit()).isEqualTo(11);
    assertThat(cli.types("shop").run("apps", "destroy", "shop").exit()).isZero();
  }

  @Test
  void revokingAsksForYes() {
    assertThat(cli.run("tokens", "revoke", "t1").exit()).isEqualTo(11);
    assertThat(cli.terminal().types("n").run("tokens", "revoke", "t1").exit()).isEqualTo(11);
    assertThat(api.requests("DELETE /v1/tokens/t1")).isEmpty();
    assertThat(cli.run("tokens", "revoke", "t1", "-y").exit()).isZero();
  }

  @Test
  void aLoginIsKeptInAFileThatOnlyItsOwnerCanRead() throws IOException {
    String url = api.url().toString();
    CliFixture.Run run = cli.input("np_remote_token\n").run("login", url, "--name", "prod");
    assertThat(run.exit()).isZero();
    Path file = root.resolve("user/.config/np/config.yaml");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(api.requests("GET /v1/whoami").getFirst().header("Authorization"))
        .isEqualTo("Bearer np_remote_token");
    assertThat(cli.run("context", "list").out()).contains("*  prod", "local").doesNotContain("np_");
    assertThat(cli.run("logout").out()).contains("Forgot prod");
    assertThat(Files.readString(file)).doesNotContain("np_remote_token");
  }

  @Test
  void theContextIsChosenByFlagThenEnvironmentThenFile() {
    cli.input("np_prod_token\n").run("context", "add", "prod", api.url().toString());
    cli.run("whoami");
    cli.run("whoami", "-c", "prod");
    cli.env("NP_CONTEXT", "prod").run("whoami", "--tenant", "acme");
    assertThat(api.requests("GET /v1/whoami"))
        .extracting(r -> r.header("Authorization"))
        .containsExactly("Bearer np_local", "Bearer np_prod_token", "Bearer np_prod_token");
    assertThat(api.requests("GET /v1/whoami").getLast().header("Np-tenant")).isEqualTo("acme");
    assertThat(cli.run("whoami", "-c", "prd").err()).contains("no context prd", "local, prod");
  }

  @Test
  void anUnreadableContextFileIsNamed() throws IOException {
    Path file = root.resolve("user/.config/np/config.yaml");
    Files.createDirectories(root.resolve("user/.config/np"));
    Files.writeString(file, "contexts: [");
    CliFixture.Run run = cli.run("whoami");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("error[NP0606]", file.toString());
  }
}
