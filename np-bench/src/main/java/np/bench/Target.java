package np.bench;

import java.util.Locale;

/**
 * What a figure must reach.
 *
 * @param key the name of its file of results
 * @param title the row of the table
 * @param reach the limit that must be kept
 * @param aim the limit that would be good
 * @param unit behind each number
 * @param better which numbers are better
 * @param command that measures it again
 */
record Target(
    String key,
    String title,
    double reach,
    double aim,
    String unit,
    Better better,
    String command) {

  /** Which numbers are better. */
  enum Better {
    LESS,
    MORE
  }

  static Target atMost(String key, String title, double reach, double aim, String unit) {
    return new Target(key, title, reach, aim, unit, Better.LESS, "");
  }

  static Target atLeast(String key, String title, double reach, double aim, String unit) {
    return new Target(key, title, reach, aim, unit, Better.MORE, "");
  }

  /** One that has nothing to reach: it is good to know. */
  static Target measured(String key, String title, double aim, String unit) {
    return atMost(key, title, Double.POSITIVE_INFINITY, aim, unit);
  }

  /** The same, with the command. */
  Target by(String figure) {
    return new Target(key, title, reach, aim, unit, better, "./np bench " + figure);
  }

  String verdict(double value) {
    if (keeps(value, aim)) {
      return "aim";
    }
    if (reach == Double.POSITIVE_INFINITY) {
      return "measured";
    }
    return keeps(value, reach) ? "reached" : "**not reached**";
  }

  private boolean keeps(double value, double limit) {
    return better == Better.LESS ? value <= limit : value >= limit;
  }

  String show(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      return "—";
    }
    return number(value) + (unit.equals("x") ? "x" : " " + unit);
  }

  /** With three digits that count, so that what is just above a limit does not look like it. */
  String number(double value) {
    boolean whole = value >= 100 || value == Math.rint(value);
    String digits = whole ? "%.0f" : value < 10 ? "%.2f" : "%.1f";
    return String.format(Locale.ROOT, digits, value);
  }
}
