package np.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A platform that runs gets a domain. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class DomainTest {
  private final TestPlatform platform = new TestPlatform();

  @AfterAll
  void clean() {
    platform.close();
  }

  @Test
  void everyAppAnswersThereAsSoonAsTheCommandHasEnded(@TempDir Path directory) {
    TestApp app = new TestApp(directory.resolve("app"), "moved");
    TestApp site =
        new TestApp(directory.resolve("site"), "pages")
            .spec("static: public\nroutes: [pages.example.org]")
            .file("public/index.html", "pages");
    platform.deploy(app).ok();
    platform.deploy(site).ok();
    Map<String, Long> pids = platform.pids("moved");

    String port = ":" + platform.httpPort();
    String[] start = {"server", "start", "--domain", "example.com", "--listen", "127.0.0.1"};
    assertThat(platform.np(start).ok().all()).contains("new addresses at once");

    assertThat(body("moved.example.com")).startsWith("default one ");
    assertThat(body("moved.localhost")).as("on this machine as before").startsWith("default one ");
    assertThat(body("pages.example.com")).isEqualTo("pages");
    assertThat(body("pages.example.org")).as("of its file").isEqualTo("pages");
    assertThat(url("moved")).isEqualTo("http://moved.example.com" + port);
    assertThat(url("pages")).isEqualTo("http://pages.example.org" + port);
    assertThat(platform.pids("moved")).as("nothing restarts").isEqualTo(pids).hasSize(1);
    assertThat(platform.np("deploy", app.directory()).ok().all()).contains("No changes");

    platform.np("server", "start", "--domain", "example.net", "--listen", "127.0.0.1").ok();
    assertThat(body("moved.example.net")).startsWith("default one ");
    assertThat(platform.get("moved.example.com", "/").status()).isEqualTo(404);
    assertThat(url("moved")).isEqualTo("http://moved.example.net" + port);
  }

  private String body(String host) {
    return platform.get(host, "/").body();
  }

  private String url(String app) {
    return platform.status(app).get("url").asString();
  }
}
