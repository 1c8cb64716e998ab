package np.edge.http;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What the edge counts, as Prometheus text (exposition format 0.0.4). */
public final class EdgeMetrics {

  /** Why an instance gave no answer. */
  public enum UpstreamError {
    /** No connection within the time, or refused. */
    CONNECT,
    /** The connection ended before the response was complete. */
    CLOSED,
    /** The response was malformed. */
    MALFORMED,
    /** No response head within the time, or its body stalled. */
    TIMEOUT,
    /** Nothing serves. */
    NO_INSTANCE
  }

  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };

  private final LongAdder[] classes = adders(6);
  private final Map<UpstreamError, LongAdder> errors = new EnumMap<>(UpstreamError.class);
  private final LongAdder[] buckets = adders(BOUNDS.length + 1);
  private final LongAdder durationNanos = new LongAdder();
  private final LongAdder inFlight = new LongAdder();
  private final LongAdder connections = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();

  public EdgeMetrics() {
    for (UpstreamError error : UpstreamError.values()) {
      errors.put(error, new LongAdder());
    }
  }

  private LongAdder count(UpstreamError error) {
    return Objects.requireNonNull(errors.get(error));
  }

  /** A request head has been read. */
  public void requestStarted() {
    inFlight.increment();
  }

  /** A request has ended, after so long. */
  public void requestEnded(int status, long nanos) {
    inFlight.decrement();
    classes[Math.min(status / 100, 5)].increment();
    durationNanos.add(nanos);
    buckets[bucket(nanos)].increment();
  }

  /** The bodies of a request and its response. */
  public void bytes(long in, long out) {
    bytesIn.add(in);
    bytesOut.add(out);
  }

  public void connectionOpened() {
    connections.increment();
    accepted.increment();
  }

  public void connectionClosed() {
    connections.decrement();
  }

  /** A message was refused before it became a request. */
  public void messageRefused() {
    refused.increment();
  }

  public void upstreamError(UpstreamError error) {
    count(error).increment();
  }

  public void retried() {
    retries.increment();
  }

  /** Requests between head and end of the response. */
  public long inFlight() {
    return inFlight.sum();
  }

  /** Open connections of clients. */
  public long connections() {
    return connections.sum();
  }

  /** Appends all of it. */
  public void write(StringBuilder out) {
    type(out, "np_edge_requests_total", "counter");
    for (int i = 1; i < classes.length; i++) {
      line(out, "np_edge_requests_total{status=\"" + i + "xx\"}", classes[i].sum());
    }
    gauge(out, "np_edge_requests_in_flight", inFlight);
    gauge(out, "np_edge_connections", connections);
    counter(out, "np_edge_connections_total", accepted);
    counter(out, "np_edge_messages_refused_total", refused);
    counter(out, "np_edge_upstream_retries_total", retries);
    counter(out, "np_edge_request_body_bytes_total", bytesIn);
    counter(out, "np_edge_response_body_bytes_total", bytesOut);
    type(out, "np_edge_upstream_errors_total", "counter");
    for (UpstreamError error : UpstreamError.values()) {
      String kind = error.name().toLowerCase(Locale.ROOT);
      line(out, "np_edge_upstream_errors_total{kind=\"" + kind + "\"}", count(error).sum());
    }
    durations(out);
  }

  private void durations(StringBuilder out) {
    String name = "np_edge_request_duration_seconds";
    type(out, name, "histogram");
    long count = 0;
    for (int i = 0; i < BOUNDS.length; i++) {
      count += buckets[i].sum();
      line(out, name + "_bucket{le=\"" + BOUNDS[i] + "\"}", count);
    }
    count += buckets[BOUNDS.length].sum();
    line(out, name + "_bucket{le=\"+Inf\"}", count);
    out.append(name).append("_sum ").append(durationNanos.sum() / 1e9).append('\n');
    line(out, name + "_count", count);
  }

  private static int bucket(long nanos) {
    double seconds = nanos / 1e9;
    int i = 0;
    while (i < BOUNDS.length && seconds > BOUNDS[i]) {
      i++;
    }
    return i;
  }

  private static void counter(StringBuilder out, String name, LongAdder value) {
    type(out, name, "counter");
    line(out, name, value.sum());
  }

  private static void gauge(StringBuilder out, String name, LongAdder value) {
    type(out, name, "gauge");
    line(out, name, value.sum());
  }

  private static void type(StringBuilder out, String name, String type) {
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void line(StringBuilder out, String name, long value) {
    out.append(name).append(' ').append(value).append('\n');
  }

  private static LongAdder[] adders(int count) {
    LongAdder[] adders = new LongAdder[count];
    for (int i = 0; i < count; i++) {
      adders[i] = new LongAdder();
    }
    return adders;
  }
}
