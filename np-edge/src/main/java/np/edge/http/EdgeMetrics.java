package np.edge.http;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import np.edge.limit.Refusal;
import np.model.AppId;
import np.spi.Metric;
import np.spi.Metric.Sample;

/** What the edge counts. */
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

  private final RequestMeter requests = new RequestMeter();
  private final Map<UpstreamError, LongAdder> errors = new EnumMap<>(UpstreamError.class);
  private final Map<Refusal, LongAdder> limited = new EnumMap<>(Refusal.class);
  private final LongAdder idleClosed = new LongAdder();
  private final LongAdder inFlight = new LongAdder();
  private final LongAdder connections = new LongAdder();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder refused = new LongAdder();

  public EdgeMetrics() {
    for (UpstreamError error : UpstreamError.values()) {
      errors.put(error, new LongAdder());
    }
    for (Refusal refusal : Refusal.values()) {
      limited.put(refusal, new LongAdder());
    }
  }

  private LongAdder count(UpstreamError error) {
    return Objects.requireNonNull(errors.get(error));
  }

  /** What one more event loop counts of requests. */
  RequestMeter.OfLoop newLoop() {
    return requests.newLoop();
  }

  /** A request head has been read. */
  void requestStarted() {
    inFlight.increment();
  }

  void requestEnded() {
    inFlight.decrement();
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

  /** A client got less than it asked for. */
  public void limited(Refusal refusal) {
    Objects.requireNonNull(limited.get(refusal)).increment();
  }

  /** How often that has happened. */
  public long limitedTotal(Refusal refusal) {
    return Objects.requireNonNull(limited.get(refusal)).sum();
  }

  void idleClosed(int connections) {
    idleClosed.add(connections);
  }

  /** Idle connections that were closed because others needed the room. */
  public long idleClosedTotal() {
    return idleClosed.sum();
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

  /**
   * All of it now.
   *
   * @param apps those that exist; what was counted for others is forgotten
   */
  public List<Metric> read(Set<AppId> apps) {
    List<Metric> all = new ArrayList<>(RequestMetrics.of(requests.sums(apps)));
    all.add(
        Metric.gauge(
            "np_edge_requests_in_flight", "Requests being answered.", inFlight.doubleValue()));
    all.add(
        Metric.gauge(
            "np_edge_connections", "Open connections of clients.", connections.doubleValue()));
    all.add(
        Metric.counter(
            "np_edge_connections_total", "Connections accepted.", accepted.doubleValue()));
    all.add(
        Metric.counter(
            "np_edge_messages_refused_total",
            "What was malformed or too slow to become a request.",
            refused.doubleValue()));
    all.add(
        Metric.counter(
            "np_edge_upstream_retries_total",
            "Requests tried at another instance.",
            retries.doubleValue()));
    all.add(
        Metric.counter(
            "np_edge_idle_closed_total",
            "Idle connections closed because others needed the room.",
            idleClosed.doubleValue()));
    all.add(limits());
    all.add(upstreamErrors());
    return all;
  }

  private Metric limits() {
    List<Sample> samples = new ArrayList<>();
    for (Refusal refusal : Refusal.values()) {
      String limit = refusal.name().toLowerCase(Locale.ROOT);
      samples.add(new Sample(List.of("limit"), List.of(limit), (double) limitedTotal(refusal)));
    }
    return new Metric(
        "np_edge_limited_total",
        "What was refused because a limit was reached.",
        Metric.Type.COUNTER,
        samples);
  }

  private Metric upstreamErrors() {
    List<Sample> samples = new ArrayList<>();
    for (UpstreamError error : UpstreamError.values()) {
      String kind = error.name().toLowerCase(Locale.ROOT);
      samples.add(new Sample(List.of("kind"), List.of(kind), count(error).doubleValue()));
    }
    return new Metric(
        "np_edge_upstream_errors_total",
        "Instances that gave no answer.",
        Metric.Type.COUNTER,
        samples);
  }
}
