package np.edge.postgres.metric;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import np.edge.postgres.route.RoutingKind;

/** What the gateway counts, as Prometheus text (exposition format 0.0.4). */
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
    CONNECTION("connections_total"),
    AUTHENTICATION_FAILED("authentication_failures_total"),
    REFUSED("refused_total"),
    LIMITED("limited_total"),
    CANCEL("cancels_total"),
    CANCEL_UNKNOWN("cancels_unknown_total"),
    WAKE_FAILED("wake_failures_total"),
    HIBERNATED("hibernations_total"),
    RESUMED("resumptions_total"),
    KEPT_AWAKE("kept_awake_total"),
    CUT("cuts_total");

    private final String text;

    Event(String text) {
      this.text = text;
    }
  }

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
    gauge(out, "connections", open);
    gauge(out, "sessions", sessions);
    gauge(out, "sessions_asleep", asleep);
    events.forEach((event, value) -> counter(out, event.text, value));
    counter(out, "received_bytes_total", bytesIn);
    counter(out, "sent_bytes_total", bytesOut);
    kinds(out, "routings_total", routings);
    kinds(out, "encryptions_total", encryptions);
    wakes(out);
  }

  private void wakes(StringBuilder out) {
    type(out, "wake_seconds", "histogram");
    long count = 0;
    for (int i = 0; i < buckets.length; i++) {
      count += buckets[i].sum();
      String bound = i < BOUNDS.length ? Double.toString(BOUNDS[i]) : "+Inf";
      line(out, "wake_seconds_bucket{le=\"" + bound + "\"}", count);
    }
    out.append("np_gateway_wake_seconds_sum ").append(wakeNanos.sum() / 1e9).append('\n');
    line(out, "wake_seconds_count", count);
  }

  private static <E extends Enum<E>> void kinds(
      StringBuilder out, String name, Map<E, LongAdder> values) {
    type(out, name, "counter");
    values.forEach(
        (kind, value) ->
            line(
                out,
                name + "{kind=\"" + kind.name().toLowerCase(Locale.ROOT) + "\"}",
                value.sum()));
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
    out.append("# TYPE np_gateway_").append(name).append(' ').append(type).append('\n');
  }

  private static void line(StringBuilder out, String name, long value) {
    out.append("np_gateway_").append(name).append(' ').append(value).append('\n');
  }
}
