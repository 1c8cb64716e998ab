package np.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import np.testkit.Needs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The drivers from npm that apps use, as npm delivers them, each beginning with a database asleep.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class NodeDriversTest {
  private static final String DATABASE = "drivers";
  private static final List<String> SCRIPTS =
      List.of("package.json", "node-postgres.js", "postgres.js");

  @TempDir static Path directory;

  private final TestPlatform platform = new TestPlatform();

  @BeforeAll
  void start() throws Exception {
    Needs.program("node", "nodejs");
    Needs.program("npm", "npm");
    for (String name : SCRIPTS) {
      copy(name);
    }
    run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error");
    platform.np("server", "start").ok();
    platform.np("db", "create", DATABASE, "--memory", "512M").ok();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @ParameterizedTest
  @CsvSource({"node-postgres, plain", "node-postgres, tls", "postgres, plain", "postgres, tls"})
  void whatPeopleDoWithItWorks(String driver, String mode) throws Exception {
    platform.np("db", "suspend", DATABASE).ok();
    String url = platform.np("db", "url", DATABASE).ok().out().strip();
    run("node", driver + ".js", url, mode);
  }

  private void copy(String name) throws IOException {
    try (InputStream script = NodeDriversTest.class.getResourceAsStream("drivers/" + name)) {
      Files.copy(Objects.requireNonNull(script, name), directory.resolve(name));
    }
  }

  private void run(String... command) throws Exception {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as(Files.readString(output, StandardCharsets.UTF_8)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output, StandardCharsets.UTF_8)).isZero();
  }
}
