package np.spi;

import java.util.List;
import java.util.Locale;

/**
 * One metric with its samples, as in Prometheus' text format 0.0.4.
 *
 * @param name of Prometheus' data model: {@code np_requests_total}
 * @param help one line
 */
public record Metric(String name, String help, Type type, List<Sample> samples) {
  public Metric {
    samples = List.copyOf(samples);
  }

  /** What a metric's values mean. */
  public enum Type {
    COUNTER,
    GAUGE,
    /**
     * Its samples end in {@code _bucket} with the label {@code le}, {@code _sum}, {@code _count}.
     */
    HISTOGRAM
  }

  /**
   * One value.
   *
   * @param suffix of the metric's name; empty but for a histogram
   * @param labels names
   * @param values of the labels, in the same order
   */
  public record Sample(String suffix, List<String> labels, List<String> values, double value) {
    public Sample {
      labels = List.copyOf(labels);
      values = List.copyOf(values);
    }

    public Sample(List<String> labels, List<String> values, double value) {
      this("", labels, values, value);
    }
  }

  /** A gauge without labels. */
  public static Metric gauge(String name, String help, double value) {
    return new Metric(name, help, Type.GAUGE, List.of(new Sample(List.of(), List.of(), value)));
  }

  /** A counter without labels. */
  public static Metric counter(String name, String help, double value) {
    return new Metric(name, help, Type.COUNTER, List.of(new Sample(List.of(), List.of(), value)));
  }

  /** Appends it with its help and type. */
  public void writeTo(StringBuilder out) {
    out.append("# HELP ").append(name).append(' ').append(escape(help)).append('\n');
    String word = type.name().toLowerCase(Locale.ROOT);
    out.append("# TYPE ").append(name).append(' ').append(word).append('\n');
    samples.forEach(sample -> write(sample, out));
  }

  private void write(Sample sample, StringBuilder out) {
    out.append(name).append(sample.suffix);
    for (int i = 0; i < sample.labels.size(); i++) {
      out.append(i == 0 ? '{' : ',').append(sample.labels.get(i)).append("=\"");
      out.append(escape(sample.values.get(i))).append('"');
    }
    out.append(sample.labels.isEmpty() ? " " : "} ").append(number(sample.value)).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }
}
