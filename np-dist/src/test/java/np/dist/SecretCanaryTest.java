package np.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two secrets, one given and one generated, and everywhere they must not be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class SecretCanaryTest {
  /** How the sandbox around the app carries its environment. */
  private static final String PACKED = "NP_APP='keeper'";

  private static final String GIVEN = "canary-7dGq2x'\"$(id)-Vb91Kz";

  private final TestPlatform platform = new TestPlatform();
  private String generated = "";
  private String said = "";

  @BeforeAll
  void deployWithSecrets(@TempDir Path directory) {
    TestApp app = new TestApp(directory, "keeper");
    app.runs("secrets: [TOKEN, SIGNING_KEY: {generate: 48}]\nrelease: test -n \"$TOKEN\"");
    platform.np("server", "start").ok();
    said += platform.npReading(GIVEN + "\n", "secrets", "set", "keeper", "TOKEN", "--json").ok();
    said += platform.np("plan", app.directory(), "--json");
    said += platform.deploy(app).ok();
    platform.deploy(new TestApp(directory.resolve("other"), "other")).ok();
    generated = platform.get(app.host(), "/env/SIGNING_KEY").body();
    said += platform.np("deploy", app.release("two").directory()).ok();
    said += platform.np("plan", app.directory()).ok();
    said += platform.np("env", "list", "keeper", "--json").ok();
    said += platform.np("secrets", "list", "keeper").ok();
    said += platform.np("logs", "keeper").ok();
    said += platform.np("status", "--json", "-v").ok();
  }

  @AfterAll
  void clean() {
    platform.close();
  }

  @Test
  void theAppGetsThemUnchanged() {
    assertThat(platform.get("keeper.localhost", "/env/TOKEN").body()).isEqualTo(GIVEN);
    assertThat(generated).hasSize(48).matches("[A-Za-z0-9]+");
  }

  @Test
  void noCommandShowsThem() {
    assertThat(said).doesNotContain(GIVEN, generated, "Vb91Kz");
  }

  @Test
  void noCommandLineHasThemNorTheEnvironmentOfAnotherProcess() {
    List<String> telling = new ArrayList<>();
    for (long pid : Remains.pids()) {
      String environment = Remains.procFile(pid, "environ");
      boolean own = environment.contains("NP_APP=keeper") || environment.contains(PACKED);
      if (tells(Remains.procFile(pid, "cmdline")) || (!own && tells(environment))) {
        telling.add(pid + " " + Remains.procFile(pid, "comm").strip());
      }
    }
    assertThat(telling).isEmpty();
  }

  @Test
  void noFileOfThePlatformHasThemInClear() throws IOException {
    List<Path> telling = new ArrayList<>();
    try (Stream<Path> files = Files.walk(platform.home())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (tells(new String(bytes(file), StandardCharsets.ISO_8859_1))) {
          telling.add(file);
        }
      }
    }
    assertThat(telling).isEmpty();
  }

  @Test
  void noAnswerOfTheApiHasThem() {
    List<String> routes = getRoutes();
    assertThat(routes).hasSizeGreaterThan(10);
    for (String route : routes) {
      String answer = api(route);
      assertThat(answer).as(route).isNotEmpty();
      assertThat(tells(answer)).as(route).isFalse();
    }
  }

  private boolean tells(String text) {
    return text.contains(GIVEN) || text.contains("Vb91Kz") || text.contains(generated);
  }

  private List<String> getRoutes() {
    JsonNode document = JsonMapper.shared().readTree(api("/v1/openapi.json"));
    List<String> routes = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path -> {
              boolean answers =
                  path.getValue().has("get") && !isSession(path.getValue().get("get"));
              if (answers && !isOfDatabases(path.getKey())) {
                routes.add(path.getKey().replace("{app}", "keeper").replace("{id}", deployment()));
              }
            });
    return routes;
  }

  /** A WebSocket, which answers nothing by itself. */
  private static boolean isSession(JsonNode get) {
    return get.get("responses").has("101");
  }

  /** These have secrets of their own, and tests for them. */
  private static boolean isOfDatabases(String path) {
    return path.contains("{database}") || path.equals("/v1/storage");
  }

  private String deployment() {
    for (String line : said.split("\n", -1)) {
      if (line.contains("\"deployment\":\"d")) {
        return JsonMapper.shared().readTree(line).get("deployment").asString();
      }
    }
    throw new AssertionError(said);
  }

  /** All of an answer, or what a stream says before it has nothing more to say. */
  private String api(String path) {
    StringBuilder answer = new StringBuilder();
    try {
      URI uri = URI.create("http://127.0.0.1:" + platform.apiPort() + path);
      HttpURLConnection call = (HttpURLConnection) uri.toURL().openConnection();
      call.setRequestProperty("Authorization", "Bearer " + platform.token());
      call.setReadTimeout(1_000);
      assertThat(call.getResponseCode()).as(path).isEqualTo(200);
      try (InputStream in = call.getInputStream()) {
        for (int c = in.read(); c >= 0; c = in.read()) {
          answer.append((char) c);
        }
      }
      return answer.toString();
    } catch (SocketTimeoutException quiet) {
      return answer.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException gone) {
      return new byte[0];
    }
  }
}
