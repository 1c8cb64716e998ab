package np.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import np.cli.host.Platform;
import np.local.storage.FileTree;
import np.model.NpException;

/**
 * Makes the AOT caches (JEP 483, JEP 514) by running everything once for real: a platform in a
 * temporary home, deploys, requests, the commands that people type most. Without the caches np
 * works as well, only slower to start; so a training that fails is reported and does not fail the
 * build.
 */
final class Training {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What would change what the trained virtual machines are, or where they look. */
  private static final Set<String> FOREIGN =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JDK_AOT_VM_OPTIONS");

  private final Distribution distribution;
  private final Home home;
  private final Path example;
  private final Map<String, String> ports;

  private Training(Distribution distribution, Home home, Path example) {
    this.distribution = distribution;
    this.home = home;
    this.example = example;
    this.ports =
        Map.of(
            "NP_HTTP_PORT", "" + FreePort.any(),
            "NP_HTTPS_PORT", "" + FreePort.any(),
            "NP_PG_PORT", "" + FreePort.any(),
            "NP_API_PORT", "" + FreePort.any());
  }

  /** Trains with a deploy of {@code example}; returns the exit code. */
  static int run(Path example) {
    Distribution distribution = Distribution.current();
    Path ready = distribution.directory().resolve("ready");
    try {
      Files.deleteIfExists(ready);
      train(distribution, example);
      Files.createFile(ready);
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void train(Distribution distribution, Path example) throws IOException {
    new FileTree(distribution.aot()).delete();
    Files.createDirectories(distribution.aot());
    Path temporary = Files.createTempDirectory("np-train");
    try {
      ControlDatabase.prepare(new Home(temporary.resolve("template")), distribution);
      new Training(distribution, new Home(temporary.resolve("home")), example).train();
    } catch (IOException | NpException e) {
      System.err.println("np: its start-up is not prepared: " + e.getMessage());
    } finally {
      new FileTree(temporary).delete();
    }
  }

  private void train() throws IOException {
    ConfigSource configs = new ConfigSource(ports, new PlatformConfigFile(home.config()), false);
    Platform platform = new LocalPlatform(home, distribution, configs);
    Process cli = startCli();
    try {
      await(cli);
    } finally {
      cli.destroyForcibly();
      platform.stop(Platform.Apps.STOP, line -> {});
    }
  }

  private Process startCli() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(distribution.trainingCommand(example));
    Map<String, String> environment = builder.environment();
    FOREIGN.forEach(environment::remove);
    environment.keySet().removeIf(name -> name.startsWith("NP_"));
    environment.putAll(ports);
    environment.put("NP_HOME", home.root().toString());
    environment.put("XDG_CONFIG_HOME", home.root().resolveSibling("config").toString());
    return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  private Path log() {
    return home.root().resolveSibling("cli.log");
  }

  private void await(Process cli) throws IOException {
    try {
      if (!cli.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("it takes more than " + PATIENCE.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (cli.exitValue() != 0) {
      throw new IOException("it ended with:\n  " + String.join("\n  ", LogTail.last(log(), 15)));
    }
  }

  /** What everything is trained on: the CLI in one virtual machine, its programs in theirs. */
  static int cli(String... arguments) {
    String example = arguments[0];
    int started = CliProgram.run("deploy", example);
    for (List<String> command : typed(example)) {
      CliProgram.run(command.toArray(String[]::new));
    }
    return started;
  }

  private static List<List<String>> typed(String example) {
    return List.of(
        List.of("deploy", example),
        List.of("deploy", example, "--json"),
        List.of("status"),
        List.of("status", "--json"),
        List.of("plan", example),
        List.of("apps", "list"),
        List.of("releases", "-C", example),
        List.of("restart", "-C", example, "--yes"),
        List.of("--help"),
        List.of("deploy", "--help"),
        List.of("version"));
  }
}
