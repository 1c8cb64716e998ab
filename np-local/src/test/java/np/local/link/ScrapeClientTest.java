package np.local.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import np.model.ErrorCode;
import np.model.NpException;
import np.testkit.FakeIngress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScrapeClientTest {
  @TempDir private Path directory;

  private String scrape() {
    return new ScrapeClient(directory.resolve("edge.sock"), ErrorCode.EDGE_UNAVAILABLE).scrape();
  }

  @Test
  void whatAProgramCountsArrivesAsItIs() {
    String text = "# TYPE a counter\na{b=\"c\\\"\"} 1\n";
    try (LinkServer server = LinkServer.ofEdge(directory.resolve("edge.sock"), new FakeIngress())) {
      assertThat(scrape()).isEmpty();
      server.counting(() -> text);
      assertThat(scrape()).isEqualTo(text);
    }
  }

  @Test
  void manyMayCallAtOnce() throws Exception {
    try (LinkServer server = LinkServer.ofEdge(directory.resolve("edge.sock"), new FakeIngress());
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      server.counting(() -> "a 1\n");
      List<Callable<String>> calls = Collections.nCopies(1_000, this::scrape);
      for (Future<String> answer : callers.invokeAll(calls)) {
        assertThat(answer.get()).isEqualTo("a 1\n");
      }
    }
  }

  @Test
  void aProgramThatIsAwayIsSaidToBe() {
    assertThatThrownBy(this::scrape)
        .isInstanceOfSatisfying(
            NpException.Unavailable.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.EDGE_UNAVAILABLE));
  }
}
