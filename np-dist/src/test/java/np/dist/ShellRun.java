package np.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the commands of a page as a newcomer would type them: in one shell, in a fresh copy of the
 * checkout, with an empty home. What np has built is linked, since building takes minutes.
 */
final class ShellRun {
  private static final String MARK = "=====np-document=====";
  private static final long MINUTES = 5;
  private static final String USUAL_PORT = ":8080";

  private final TestPlatform platform;
  private final Path user;

  /**
   * @param user the home of a person, empty, which other users can pass
   */
  ShellRun(TestPlatform platform, Path user) {
    this.platform = platform;
    this.user = user;
  }

  /** What a command printed, on both streams, and how it ended. */
  record Result(int exit, List<String> lines) {}

  /** Runs them in order; a {@code sh} block that fails ends the shell, so fewer results come. */
  List<Result> run(List<ShellDocument.Command> commands) throws IOException, InterruptedException {
    Path checkout = checkout();
    Path output = user.resolve("output");
    Path script = Files.writeString(user.resolve("script"), script(commands));
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--norc", script.toString())
            .directory(checkout.toFile())
            .redirectErrorStream(true)
            .redirectInput(new java.io.File("/dev/null"))
            .redirectOutput(output.toFile());
    Map<String, String> variables = builder.environment();
    variables.putAll(platform.variables());
    variables.put("HOME", user.toString());
    variables.put("LC_ALL", "C.UTF-8");
    variables.put("PATH", checkout + ":" + System.getenv("PATH"));
    Process shell = builder.start();
    try {
      if (!shell.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError("no end after " + MINUTES + " min:\n" + Files.readString(output));
      }
    } finally {
      shell.destroyForcibly();
    }
    return results(Files.readString(output));
  }

  private String script(List<ShellDocument.Command> commands) {
    StringBuilder script = new StringBuilder();
    for (ShellDocument.Command command : commands) {
      boolean strict = command.check() == ShellDocument.Check.SUCCESS;
      String text = command.text().replace(USUAL_PORT, ":" + platform.httpPort());
      script.append(strict ? "set -e\n" : "(exit ${np_exit:-0})\n").append(text).append('\n');
      script.append("np_exit=$?; set +e; printf '\\n%s %s\\n' " + MARK + " $np_exit\n");
    }
    return script.toString();
  }

  private List<Result> results(String output) {
    List<Result> results = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String line :
        output.replace(platform.home().toString(), "~/.local/share/np").lines().toList()) {
      if (line.startsWith(MARK)) {
        while (!lines.isEmpty() && lines.getLast().isEmpty()) {
          lines.removeLast();
        }
        results.add(
            new Result(Integer.parseInt(line.substring(MARK.length() + 1)), List.copyOf(lines)));
        lines.clear();
      } else {
        lines.add(line);
      }
    }
    if (!lines.isEmpty()) {
      results.add(new Result(-1, List.copyOf(lines)));
    }
    return results;
  }

  /** As much of the checkout as the pages use. */
  private Path checkout() throws IOException {
    Path copy = Files.createDirectories(user.resolve("np"));
    for (String name : List.of("np", "install", "examples", "README.md")) {
      copy(platform.root().resolve(name), copy.resolve(name));
    }
    Path target = Files.createDirectories(copy.resolve("np-dist/target"));
    Files.createSymbolicLink(
        target.resolve("np"), platform.root().resolve("np-dist/target/np").toAbsolutePath());
    return copy;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files
          .filter(file -> !file.toString().contains("/node_modules/"))
          .forEach(file -> copyOne(file, to.resolve(from.relativize(file).toString())));
    }
  }

  private static void copyOne(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
