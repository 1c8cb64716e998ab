package np.server.http;

import java.util.List;
import java.util.Locale;

/**
 * One metric with its samples.
 *
 * @param name of Prometheus' data model: {@code np_requests_total}
 * @param help one line
 * @param type counter or gauge
 */
public record Metric(String name, String help, Type type, List<Sample> samples) {
  public Metric {
    samples = List.copyOf(samples);
  }

  /** What a metric's values mean. */
  public enum Type {
    COUNTER,
    GAUGE
  }

  /**
   * One value.
   *
   * @param labels names
   * @param values of the labels, in the same order
   */
  public record Sample(List<String> labels, List<String> values, double value) {
    public Sample {
      labels = List.copyOf(labels);
      values = List.copyOf(values);
    }
  }

  /** A gauge without labels. */
  public static Metric gauge(String name, String help, double value) {
    return new Metric(name, help, Type.GAUGE, List.of(new Sample(List.of(), List.of(), value)));
  }

  void writeTo(StringBuilder out) {
    out.append("# HELP ").append(name).append(' ').append(escape(help)).append('\n');
    String word = type.name().toLowerCase(Locale.ROOT);
    out.append("# TYPE ").append(name).append(' ').append(word).append('\n');
    samples.forEach(sample -> write(sample, out));
  }

  private void write(Sample sample, StringBuilder out) {
    out.append(name);
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
