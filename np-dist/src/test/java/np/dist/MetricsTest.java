package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The numbers of all programs from one address. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class MetricsTest {
  private final TestPlatform platform = new TestPlatform();

  @AfterAll
  void clean() {
    platform.close();
  }

  @Test
  void theServerTellsWhatAllProgramsCount(@TempDir Path directory) throws Exception {
    TestApp app = new TestApp(directory, "counted");
    platform.deploy(app).ok();
    assertThat(platform.get(app.host(), "/").status()).isEqualTo(200);

    assertThat(scrape().lines())
        .contains(
            "np_up{program=\"edge\"} 1",
            "np_up{program=\"node\"} 1",
            "np_up{program=\"server\"} 1",
            "np_gateway_sessions 0",
            "np_edge_requests_total{tenant=\"default\",app=\"counted\",status=\"2xx\"} 1",
            "np_node_instances"
                + "{tenant=\"default\",app=\"counted\",process=\"web\",state=\"running\"} 1");

    RunningProgram edge = platform.program(Program.EDGE);
    platform.kill(Program.EDGE);
    assertThat(scrape()).contains("np_up{program=\"edge\"} 0", "np_node_instances");
    platform.awaitOther(Program.EDGE, edge);
    await().atMost(TestPlatform.PATIENCE).until(() -> scrape().contains("{program=\"edge\"} 1"));
  }

  private String scrape() {
    String token = "Authorization: Bearer " + platform.token();
    return platform.get(platform.apiPort(), "localhost", "/metrics", token).body();
  }
}
