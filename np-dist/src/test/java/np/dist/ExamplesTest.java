package np.dist;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Every directory of examples/ is deployed by its own np.yaml alone, and answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
final class ExamplesTest {
  /** A path of each example and what its answer contains. */
  private static final Map<String, List<String>> ANSWERS =
      Map.of(
          "static", List.of("/", "It works."),
          "node", List.of("/", "example-node"),
          "java", List.of("/", "hello from example-java"),
          "python", List.of("/", "example-python"),
          "worker", List.of("/sign-this", ""),
          "guestbook", List.of("/healthz", "ok"),
          "node-red", List.of("/", "Node-RED"),
          "spring-boot", List.of("/?name=np", "hello np"));

  /** Builds take processor and memory. */
  private static final int AT_A_TIME = 2;

  private final TestPlatform platform = new TestPlatform();
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);

  @BeforeAll
  void start() {
    platform.np("server", "start").ok();
  }

  @AfterAll
  void clean() {
    threads.shutdownNow();
    platform.close();
  }

  @TestFactory
  Collection<DynamicTest> anExampleIsDeployedAndAnswers() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String example : examples()) {
      Future<CommandResult> deployment =
          threads.submit(() -> platform.np("deploy", "examples/" + example));
      tests.add(DynamicTest.dynamicTest(example, () -> answers(example, deployment)));
    }
    return tests;
  }

  private void answers(String example, Future<CommandResult> deployment)
      throws ExecutionException, InterruptedException {
    String app = "example-" + example;
    String host = app + ".localhost";
    assertThat(deployment.get().ok().all()).contains("http://" + host);
    List<String> expected = requireNonNull(ANSWERS.get(example), example);
    TestPlatform.Answer answer = platform.get(host, expected.get(0));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.body()).isNotEmpty().contains(expected.get(1));
    assertThat(platform.status(app).get("state").asString()).isEqualTo("running");
  }

  @Test
  void everyExampleIsInTheReadmeAndHasItsTest() throws IOException {
    String readme = TestPlatform.read(platform.root().resolve("README.md"));
    assertThat(examples()).isNotEmpty().containsExactlyInAnyOrderElementsOf(ANSWERS.keySet());
    for (String example : examples()) {
      assertThat(readme).contains("(examples/" + example + ")");
    }
  }

  private List<String> examples() throws IOException {
    try (Stream<Path> directories = Files.list(platform.root().resolve("examples"))) {
      return directories
          .filter(Files::isDirectory)
          .map(directory -> directory.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
