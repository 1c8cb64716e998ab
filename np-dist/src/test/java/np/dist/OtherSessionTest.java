package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import np.testkit.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The platform is started again from another login, whose control group is another one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class OtherSessionTest {
  private static final String GREEDY =
      """
      import http.server, os
      class Handler(http.server.BaseHTTPRequestHandler):
          def do_GET(self):
              if self.path == "/eat":
                  self.server.kept = bytearray(os.urandom(1 << 20)) * 256
              self.send_response(200)
              self.end_headers()
              self.wfile.write(b"hungry")
      http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
      """;

  @TempDir Path directory;
  private StarterGroups evening;
  private StarterGroups morning;
  private TestPlatform platform;

  @BeforeEach
  void logIn() throws Exception {
    Needs.root();
    String name = "np-test-" + ProcessHandle.current().pid();
    evening = new StarterGroups(directory, name + "-evening");
    morning = new StarterGroups(directory, name + "-morning");
    platform = new TestPlatform(evening.person());
  }

  @AfterEach
  void logOut() {
    platform.close();
    evening.close();
    morning.close();
  }

  @Test
  void instancesAreAdoptedWithTheirLimitsAndNothingIsLeft() {
    TestApp app =
        new TestApp(directory.resolve("app"), "greedy")
            .file("app.py", GREEDY)
            .spec("run: exec python3 app.py\nresources: {memory: 64M}");
    platform.deploy(app).ok();
    Map<String, Long> pids = platform.pids("greedy");
    platform.np("server", "stop", "--keep-apps").ok();
    assertThat(evening.processes()).as("instances are not in the group of a login").isEmpty();
    evening.close();

    platform.isTypedBy(morning.person());
    platform.np("server", "start").ok();
    assertThat(platform.pids("greedy")).isEqualTo(pids).hasSize(1);

    platform.get(app.host(), "/eat");
    await()
        .atMost(TestPlatform.PATIENCE)
        .untilAsserted(
            () -> assertThat(nodeLog()).contains("state=ended: ran out of memory (limit 64M)"));
    await().atMost(TestPlatform.PATIENCE).until(() -> answers(app));

    platform.np("server", "stop").ok();
    assertThat(platform.remains().all()).isEmpty();
    assertThat(platform.remains().inKernel()).isEmpty();
    assertThat(morning.processes()).isEmpty();
  }

  private String nodeLog() {
    return TestPlatform.read(new Home(platform.home()).log(Program.NODE));
  }

  private boolean answers(TestApp app) {
    return platform.get(app.host(), "/").body().contains("hungry");
  }
}
