package np.edge.postgres.metric;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import np.edge.postgres.route.RoutingKind;
import np.spi.Metric;
import np.spi.Metric.Sample;

/** What the gateway counts. */
public final class GatewayMetrics {

  /** How a connection is encrypted. */
  public enum Encryption {
    /** Not at all. */
    NONE,
    /** By TLS that was asked for by an SSLRequest. */
    NEGOTIATED,
    /** By TLS from the first byte. */
    DIRECT
  }

  /** Things that just happen. */
  public enum Event {
    CONNECTION("connections_total", "clients that connected"),
    AUTHENTICATION_FAILED("authentication_failures_total", "wrong passwords and unknown roles"),
    REFUSED("refused_total", "clients that were told why they may not go on"),
    LIMITED("limited_total", "clients turned away by a limit"),
    CANCEL("cancels_total", "statements that clients cancelled"),
    CANCEL_UNKNOWN("cancels_unknown_total", "requests to cancel with a key that nobody has"),
    WAKE_FAILED("wake_failures_total", "databases that did not wake"),
    HIBERNATED("hibernations_total", "sessions that fell asleep under their clients"),
    RESUMED("resumptions_total", "sessions that were made again for their clients"),
    KEPT_AWAKE("kept_awake_total", "sessions that could not sleep for what they hold"),
    CUT("cuts_total", "sessions that were cut off");

    private final String text;
    private final String help;

    Event(String text, String help) {
      this.text = text;
      this.help = help;
    }
  }

  private static final String PREFIX = "np_gateway_";

  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private final Map<Event, LongAdder> events = adders(Event.class);
  private final Map<RoutingKind, LongAdder> routings = adders(RoutingKind.class);
  private final Map<Encryption, LongAdder> encryptions = adders(Encryption.class);
  private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
  private final LongAdder wakeNanos = new LongAdder();
  private final LongAdder open = new LongAdder();
  private final LongAdder sessions = new LongAdder();
  private final LongAdder asleep = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();

  public GatewayMetrics() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
    Map<E, LongAdder> adders = new EnumMap<>(type);
    for (E value : type.getEnumConstants()) {
      adders.put(value, new LongAdder());
    }
    return adders;
  }

  private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E value) {
    return Objects.requireNonNull(adders.get(value));
  }

  /** Something has happened. */
  public void count(Event event) {
    adder(events, event).increment();
  }

  /** How often something has happened. */
  public long total(Enum<?> kind) {
    return switch (kind) {
      case Event event -> adder(events, event).sum();
      case RoutingKind routing -> adder(routings, routing).sum();
      case Encryption encryption -> adder(encryptions, encryption).sum();
      default -> 0;
    };
  }

  public void connectionOpened() {
    open.increment();
    count(Event.CONNECTION);
  }

  public void connectionClosed() {
    open.decrement();
  }

  /** A client has said where it wants to go. */
  public void routed(RoutingKind kind, Encryption encryption) {
    adder(routings, kind).increment();
    adder(encryptions, encryption).increment();
  }

  /** A connection to an instance was opened, or closed: 1 or -1. */
  public void sessions(int change) {
    sessions.add(change);
  }

  /** A session keeps its client without a connection to the instance, or does so no more. */
  public void asleep(int change) {
    asleep.add(change);
  }

  /** A database has been woken in so long. */
  public void woken(long nanos) {
    int i = 0;
    while (i < BOUNDS.length && nanos > BOUNDS[i] * 1e9) {
      i++;
    }
    buckets[i].increment();
    wakeNanos.add(nanos);
  }

  /** What sessions have carried, in bytes. */
  public void bytes(long in, long out) {
    bytesIn.add(in);
    bytesOut.add(out);
  }

  /** Appends all of it. */
  public void write(StringBuilder out) {
    metrics().forEach(metric -> metric.writeTo(out));
  }

  private List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(gauge("connections", "connections of clients", open));
    metrics.add(gauge("sessions", "connections to instances", sessions));
    metrics.add(gauge("sessions_asleep", "sessions whose instance sleeps under them", asleep));
    events.forEach((event, value) -> metrics.add(counter(event.text, event.help, value)));
    metrics.add(counter("received_bytes_total", "bytes from clients to instances", bytesIn));
    metrics.add(counter("sent_bytes_total", "bytes from instances to clients", bytesOut));
    metrics.add(kinds("routings_total", "what clients named their database by", routings));
    metrics.add(kinds("encryptions_total", "how sessions are encrypted", encryptions));
    metrics.add(wakes());
    return metrics;
  }

  private Metric wakes() {
    List<Sample> samples = new ArrayList<>();
    long count = 0;
    for (int i = 0; i < buckets.length; i++) {
      count += buckets[i].sum();
      String bound = i < BOUNDS.length ? Double.toString(BOUNDS[i]) : "+Inf";
      samples.add(new Sample("_bucket", List.of("le"), List.of(bound), count));
    }
    samples.add(new Sample("_sum", List.of(), List.of(), wakeNanos.sum() / 1e9));
    samples.add(new Sample("_count", List.of(), List.of(), count));
    String help = "from the wish to wake a database until it runs";
    return new Metric(PREFIX + "wake_seconds", help, Metric.Type.HISTOGRAM, samples);
  }

  private static <E extends Enum<E>> Metric kinds(
      String name, String help, Map<E, LongAdder> values) {
    List<Sample> samples = new ArrayList<>();
    values.forEach(
        (kind, value) ->
            samples.add(
                new Sample(
                    List.of("kind"), List.of(kind.name().toLowerCase(Locale.ROOT)), value.sum())));
    return new Metric(PREFIX + name, help, Metric.Type.COUNTER, samples);
  }

  private static Metric counter(String name, String help, LongAdder value) {
    return Metric.counter(PREFIX + name, help, value.doubleValue());
  }

  private static Metric gauge(String name, String help, LongAdder value) {
    return Metric.gauge(PREFIX + name, help, value.doubleValue());
  }
}
