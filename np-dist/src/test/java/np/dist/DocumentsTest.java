package np.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import np.local.storage.FileTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of README.md and docs/ does what the page says. */
@Timeout(360)
final class DocumentsTest {
  private static final Path ROOT = Path.of(System.getProperty("np.root", ".."));
  private static final List<String> KINDS =
      List.of("sh", "console", "yaml", "json", "text", "http", "diff");

  @ParameterizedTest
  @MethodSource("pagesWithCommands")
  void everyCommandDoesWhatThePageSays(String page) throws Exception {
    List<ShellDocument.Command> commands = ShellDocument.read(ROOT.resolve(page)).commands();
    Path user = Files.createTempDirectory("np-user");
    Files.setPosixFilePermissions(user, PosixFilePermissions.fromString("rwx--x--x"));
    try (TestPlatform platform = new TestPlatform()) {
      List<ShellRun.Result> results = new ShellRun(platform, user).run(commands);
      for (int at = 0; at < results.size(); at++) {
        check(page, commands.get(at), results.get(at));
      }
      assertThat(results).hasSameSizeAs(commands);
    } finally {
      new FileTree(user).delete();
    }
  }

  private static void check(String page, ShellDocument.Command command, ShellRun.Result result) {
    String place = page + ":" + command.line() + "\n" + command.text();
    switch (command.check()) {
      case SUCCESS ->
          assertThat(result.exit()).as(place + "\n" + String.join("\n", result.lines())).isZero();
      case OUTPUT -> {
        if (!OutputShape.fits(command.shown(), result.lines())) {
          assertThat(String.join("\n", OutputShape.of(result.lines())))
              .as(place + "\nreally prints\n" + String.join("\n", result.lines()))
              .isEqualTo(String.join("\n", OutputShape.of(command.shown())));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyBlockSaysWhatItIs(String page) {
    assertThat(KINDS).containsAll(ShellDocument.read(ROOT.resolve(page)).kinds());
  }

  @Test
  void theReadmeIsAmongThem() throws IOException {
    assertThat(pagesWithCommands()).contains("README.md");
  }

  static Stream<String> pagesWithCommands() throws IOException {
    return pages().filter(page -> !ShellDocument.read(ROOT.resolve(page)).commands().isEmpty());
  }

  static Stream<String> pages() throws IOException {
    try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
      List<String> names =
          pages
              .map(page -> "docs/" + page.getFileName())
              .filter(page -> page.endsWith(".md"))
              .sorted()
              .toList();
      return Stream.concat(Stream.of("README.md", "ARCHITECTURE.md"), names.stream());
    }
  }
}
