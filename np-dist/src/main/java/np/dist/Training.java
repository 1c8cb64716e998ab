package np.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import np.cli.host.Platform;
import np.cli.host.PlatformOptions;
import np.model.NpException;

/**
 * Makes the AOT caches (JEP 483, JEP 514) by running everything once for real: a platform in a
 * temporary home, a deploy, the commands that people type most. Without the caches np works as
 * well, only slower to start; so a training that fails is reported and does not fail the build.
 */
final class Training {
  private final Distribution distribution;
  private final Home home;
  private final Path example;

  private Training(Distribution distribution, Home home, Path example) {
    this.distribution = distribution;
    this.home = home;
    this.example = example;
  }

  /** Trains with a deploy of {@code example}; returns the exit code. */
  static int run(Path example) {
    Distribution distribution = Distribution.current();
    Path ready = distribution.directory().resolve("ready");
    try {
      Files.deleteIfExists(ready);
      Path temporary = Files.createTempDirectory("np-train");
      try {
        new Training(distribution, new Home(temporary), example).train();
      } finally {
        delete(temporary);
      }
      Files.createFile(ready);
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void train() throws IOException {
    Files.createDirectories(distribution.aot());
    ConfigSource configs =
        new ConfigSource(freePorts(), new PlatformConfigFile(home.config()), false);
    Platform platform = new LocalPlatform(home, distribution.training(), configs);
    try {
      platform.start(PlatformOptions.DEFAULT, line -> {});
      trainCli();
    } catch (NpException e) {
      System.err.println("np: no AOT caches: " + e.getMessage() + "; " + e.hint());
    } finally {
      platform.stop(Platform.Apps.STOP, line -> {});
    }
  }

  private static Map<String, String> freePorts() {
    return Map.of(
        "NP_HTTP_PORT", "" + FreePort.any(),
        "NP_HTTPS_PORT", "" + FreePort.any(),
        "NP_API_PORT", "" + FreePort.any());
  }

  private void trainCli() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(distribution.javaHome().resolve("bin/java").toString());
    command.add("-XX:AOTCacheOutput=" + distribution.aot().resolve("cli.aot"));
    command.addAll(Distribution.cliOptions());
    command.addAll(List.of("-cp", distribution.jar().toString(), "np.dist.Main", "__train-cli"));
    command.add(example.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NP_HOME", home.root().toString());
    builder.environment().put("XDG_CONFIG_HOME", home.root().resolve("config-home").toString());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the CLI is trained on, all in one virtual machine. */
  static int cli(String... arguments) {
    String example = arguments[0];
    CliProgram.run("deploy", example);
    CliProgram.run("deploy", example, "--json");
    CliProgram.run("status");
    CliProgram.run("status", "--json");
    CliProgram.run("plan", example);
    CliProgram.run("apps", "list");
    CliProgram.run("--help");
    CliProgram.run("version");
    return 0;
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
