package np.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import np.model.ErrorCode;
import np.model.NpException;
import np.spi.ScrapeTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ScrapedProgramsTest {
  private static final ScrapeTarget NODE = () -> "np_node_things 1\n";
  private static final ScrapeTarget EDGE = () -> "np_edge_things 2\n";

  private static String text(ScrapeTarget node, ScrapeTarget edge, Duration patience) {
    return new ScrapedPrograms(Map.of("node", node, "edge", edge), patience).text();
  }

  @Test
  void saysWhatAllSayAndThatTheyAnswer() {
    assertThat(text(NODE, EDGE, Duration.ofMinutes(1)))
        .isEqualTo(
            """
            # HELP np_up Whether a program of np answers.
            # TYPE np_up gauge
            np_up{program="edge"} 1
            np_up{program="node"} 1
            np_up{program="server"} 1
            np_edge_things 2
            np_node_things 1
            """);
  }

  @Test
  void whoIsAwayIsDown() {
    ScrapeTarget away =
        () -> {
          throw new NpException.Unavailable(ErrorCode.EDGE_UNAVAILABLE, "away", "start it");
        };
    assertThat(text(NODE, away, Duration.ofMinutes(1)))
        .contains("np_up{program=\"edge\"} 0", "np_up{program=\"node\"} 1", "np_node_things 1");
  }

  @Test
  void whoHangsIsDownAndHoldsNobodyUp() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    ScrapeTarget hanging =
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return "";
        };
    assertThat(text(hanging, EDGE, Duration.ofMillis(200)))
        .contains("np_up{program=\"node\"} 0", "np_up{program=\"edge\"} 1", "np_edge_things 2");
    never.countDown();
  }
}
