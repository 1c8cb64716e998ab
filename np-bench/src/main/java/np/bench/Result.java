package np.bench;

import java.util.List;
import java.util.Properties;

/**
 * One row of the table.
 *
 * @param target what it must reach
 * @param measured with its range
 * @param verdict in a word
 * @param note what it is made of, or why it was left out
 */
record Result(Target target, String measured, String verdict, String note) {

  static Result median(Target target, Samples samples, String note) {
    return of(target, samples.median(), samples, note);
  }

  /** The verdict is about {@code value}, which is not the median: a p99. */
  static Result of(Target target, double value, Samples samples, String note) {
    String range = "";
    List<Double> values = samples.values();
    if (values.size() > 1) {
      range =
          " [%s..%s] n=%d"
              .formatted(
                  target.number(samples.least()), target.number(samples.most()), values.size());
    }
    return new Result(target, target.show(value) + range, target.verdict(value), note);
  }

  /** Something that it needs is missing here. */
  static Result absent(Target target, String why) {
    return new Result(target, "", "left out", why);
  }

  /** The row as it is kept until the same figure is measured again. */
  Properties row(String date) {
    Properties row = new Properties();
    row.setProperty("title", target.title());
    row.setProperty("reach", target.show(target.reach()));
    row.setProperty("aim", target.show(target.aim()));
    row.setProperty("measured", measured);
    row.setProperty("verdict", verdict);
    row.setProperty("command", target.command());
    row.setProperty("note", note);
    row.setProperty("date", date);
    return row;
  }
}
