package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import np.model.Route;
import np.model.WorkloadId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the edge tells that it counts. */
final class MetricsTest {
  private static final WorkloadId OTHER = WorkloadId.parse("beta/docs/web");
  private EdgeFixture edge;

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture();
    edge.serve(
        request -> {
          request.body();
          request.ok(request.target().length() > 1 ? "four" : "");
          return true;
        });
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
  }

  private void ask(String host, String target) throws IOException {
    try (RawClient client = edge.client()) {
      client.get(host, target).answer();
    }
  }

  private List<String> scrape() {
    return edge.server().scrape().lines().toList();
  }

  @Test
  void requestsAreCountedByAppAndClassOfStatus() throws IOException {
    Route ours = EdgeFixture.proxy(EdgeFixture.HOST, EdgeFixture.WEB);
    edge.publish(ours, EdgeFixture.proxy("docs.localhost", OTHER));
    ask(EdgeFixture.HOST, "/");
    ask(EdgeFixture.HOST, "/long");
    ask("docs.localhost", "/");
    ask("nobody.localhost", "/");

    assertThat(scrape())
        .contains(
            "np_edge_requests_total{tenant=\"acme\",app=\"shop\",status=\"2xx\"} 2",
            "np_edge_requests_total{tenant=\"beta\",app=\"docs\",status=\"5xx\"} 1",
            "np_edge_requests_total{tenant=\"\",app=\"\",status=\"4xx\"} 1",
            "np_edge_response_body_bytes_total{tenant=\"acme\",app=\"shop\"} 4",
            "np_edge_request_duration_seconds_count{tenant=\"acme\",app=\"shop\"} 2",
            "np_edge_request_duration_seconds_bucket{tenant=\"acme\",app=\"shop\",le=\"+Inf\"} 2",
            "np_edge_upstream_errors_total{kind=\"no_instance\"} 1");
  }

  @Test
  void whatIsCountedOfAnAppIsForgottenWithIt() throws IOException {
    ask(EdgeFixture.HOST, "/");
    try (RawClient kept = edge.client()) {
      kept.get(EdgeFixture.HOST, "/").answer();
      edge.publish(EdgeFixture.proxy("docs.localhost", OTHER));
      assertThat(String.join("\n", scrape())).doesNotContain("shop");
      edge.publish(EdgeFixture.proxy(EdgeFixture.HOST, EdgeFixture.WEB));
      kept.get(EdgeFixture.HOST, "/").answer();
    }
    assertThat(scrape())
        .contains("np_edge_requests_total{tenant=\"acme\",app=\"shop\",status=\"2xx\"} 1");
  }

  @Test
  void everyMetricIsExplainedOnceAndItsBucketsOnlyGrow() throws IOException {
    ask(EdgeFixture.HOST, "/");
    List<String> lines = scrape();
    List<String> explained =
        lines.stream().filter(line -> line.startsWith("# TYPE ")).map(MetricsTest::name).toList();
    Set<String> seen =
        lines.stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]", 2)[0].replaceAll("_(bucket|sum|count)$", ""))
            .collect(Collectors.toSet());
    assertThat(explained).doesNotHaveDuplicates().containsAll(seen);
    assertThat(buckets(lines)).hasSize(16).isSorted().endsWith(1L);
  }

  private static String name(String type) {
    return type.split(" ", 4)[2].toLowerCase(Locale.ROOT);
  }

  private static List<Long> buckets(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains("_bucket{tenant=\"acme\""))
        .map(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .toList();
  }
}
