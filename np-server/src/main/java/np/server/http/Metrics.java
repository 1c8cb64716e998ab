package np.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Supplier;
import np.spi.Metric;

/** Counts, and asks others for what they count, for GET /metrics. */
public final class Metrics {
  private final Map<String, Counter> counters = new ConcurrentSkipListMap<>();
  private final List<Supplier<List<Metric>>> sources = new CopyOnWriteArrayList<>();
  private final List<Supplier<String>> others = new CopyOnWriteArrayList<>();

  /** The counter of this name; {@code labels} are the names of its labels. */
  public Counter counter(String name, String help, String... labels) {
    return counters.computeIfAbsent(name, absent -> new Counter(name, help, List.of(labels)));
  }

  /** Adds a source that is asked at each scrape; it must answer at once. */
  public void source(Supplier<List<Metric>> source) {
    sources.add(source);
  }

  /** Adds what others count and have written in the same format, with names of their own. */
  public void others(Supplier<String> text) {
    others.add(text);
  }

  /** Everything, in Prometheus' text format 0.0.4. */
  public String text() {
    List<Metric> all = new ArrayList<>();
    counters.values().forEach(counter -> all.add(counter.metric()));
    sources.forEach(source -> all.addAll(source.get()));
    StringBuilder out = new StringBuilder();
    all.forEach(metric -> metric.writeTo(out));
    others.forEach(other -> out.append(other.get()));
    return out.toString();
  }

  /** Only grows; one value for each combination of label values. */
  public static final class Counter {
    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<List<String>, DoubleAdder> values = new ConcurrentHashMap<>();

    private Counter(String name, String help, List<String> labels) {
      this.name = name;
      this.help = help;
      this.labels = labels;
    }

    /** Adds to the value of these label values, given in the labels' order. */
    public void add(double amount, String... labelValues) {
      if (labelValues.length != labels.size()) {
        throw new IllegalArgumentException(name + " has labels " + labels);
      }
      values.computeIfAbsent(List.of(labelValues), absent -> new DoubleAdder()).add(amount);
    }

    private Metric metric() {
      List<Metric.Sample> samples = new ArrayList<>();
      values.forEach(
          (labelValues, value) ->
              samples.add(new Metric.Sample(labels, labelValues, value.doubleValue())));
      return new Metric(name, help, Metric.Type.COUNTER, samples);
    }
  }
}
