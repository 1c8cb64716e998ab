package np.edge.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.AppId;
import np.spi.Metric;
import np.spi.Metric.Sample;

/** The counts of requests as metrics. */
final class RequestMetrics {
  private static final List<String> LABELS = List.of("tenant", "app");
  private static final List<String> WITH_STATUS = List.of("tenant", "app", "status");
  private static final List<String> WITH_BOUND = List.of("tenant", "app", "le");

  private final List<Sample> requests = new ArrayList<>();
  private final List<Sample> durations = new ArrayList<>();
  private final List<Sample> bytesIn = new ArrayList<>();
  private final List<Sample> bytesOut = new ArrayList<>();

  private RequestMetrics() {}

  static List<Metric> of(Map<Optional<AppId>, RequestCounts.Sum> sums) {
    RequestMetrics metrics = new RequestMetrics();
    sums.entrySet().stream()
        .filter(entry -> entry.getValue().requests() > 0)
        .sorted(Comparator.comparing(entry -> entry.getKey().map(AppId::toString).orElse("")))
        .forEach(entry -> metrics.add(labels(entry.getKey()), entry.getValue()));
    return metrics.all();
  }

  private static List<String> labels(Optional<AppId> app) {
    return app.map(id -> List.of(id.tenant().value(), id.app().value())).orElse(List.of("", ""));
  }

  private void add(List<String> app, RequestCounts.Sum sum) {
    for (int i = 1; i <= RequestCounts.CLASSES; i++) {
      if (sum.ofClass(i) > 0) {
        requests.add(new Sample(WITH_STATUS, with(app, i + "xx"), sum.ofClass(i)));
      }
    }
    for (int i = 0; i < RequestCounts.BOUNDS.length; i++) {
      List<String> labels = with(app, String.valueOf(RequestCounts.BOUNDS[i]));
      durations.add(new Sample("_bucket", WITH_BOUND, labels, sum.within(i)));
    }
    durations.add(new Sample("_bucket", WITH_BOUND, with(app, "+Inf"), sum.requests()));
    durations.add(new Sample("_sum", LABELS, app, sum.seconds()));
    durations.add(new Sample("_count", LABELS, app, sum.requests()));
    bytesIn.add(new Sample(LABELS, app, sum.bytesIn()));
    bytesOut.add(new Sample(LABELS, app, sum.bytesOut()));
  }

  private static List<String> with(List<String> app, String label) {
    return List.of(app.getFirst(), app.getLast(), label);
  }

  private List<Metric> all() {
    return List.of(
        new Metric(
            "np_edge_requests_total",
            "Requests that have ended; 499 when the client went away first.",
            Metric.Type.COUNTER,
            requests),
        new Metric(
            "np_edge_request_duration_seconds",
            "From the end of a request's head to the end of its response.",
            Metric.Type.HISTOGRAM,
            durations),
        new Metric(
            "np_edge_request_body_bytes_total",
            "Bytes of request bodies.",
            Metric.Type.COUNTER,
            bytesIn),
        new Metric(
            "np_edge_response_body_bytes_total",
            "Bytes of response bodies.",
            Metric.Type.COUNTER,
            bytesOut));
  }
}
