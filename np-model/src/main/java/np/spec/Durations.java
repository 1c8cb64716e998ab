package np.spec;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import np.model.Printable;

/** Durations as np.yaml writes them: {@code 30s 5m 2h 7d 1m30s}. */
public final class Durations {
  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,7}[smhd])+");
  private static final Pattern PART = Pattern.compile("([0-9]+)([smhd])");
  private static final Map<String, Integer> SECONDS =
      Map.of("s", 1, "m", 60, "h", 3600, "d", 86_400);

  private Durations() {}

  /** Reads a duration; {@link np.model.NpException.Invalid} otherwise. */
  public static Duration parse(String text) {
    if (text.length() > 32 || !WHOLE.matcher(text).matches()) {
      throw Form.invalid("\"" + Printable.escape(text) + "\" is not a duration", hint(text));
    }
    Matcher matcher = PART.matcher(text);
    long seconds = 0;
    while (matcher.find()) {
      seconds += Long.parseLong(matcher.group(1)) * SECONDS.getOrDefault(matcher.group(2), 1);
    }
    return Duration.ofSeconds(seconds);
  }

  private static String hint(String text) {
    if (text.matches("[0-9]+")) {
      return "add a unit: " + text + "s";
    }
    return text.endsWith("ms") ? "whole seconds only: 1s" : "write it as 30s, 5m, 2h or 7d";
  }

  /** The shortest form: {@code 90s} is {@code 1m30s}. */
  public static String print(Duration duration) {
    StringBuilder out = new StringBuilder();
    append(out, duration.toDaysPart(), "d");
    append(out, duration.toHoursPart(), "h");
    append(out, duration.toMinutesPart(), "m");
    append(out, duration.toSecondsPart(), "s");
    return out.isEmpty() ? "0s" : out.toString();
  }

  private static void append(StringBuilder out, long count, String unit) {
    if (count > 0) {
      out.append(count).append(unit);
    }
  }

  /** A form for durations of a range. */
  static Form<Duration> between(String low, String high) {
    Duration least = parse(low);
    Duration most = parse(high);
    return Form.pattern(
        "a duration from " + low + " to " + high,
        "([0-9]{1,7}[smhd])+",
        text -> {
          Duration value = parse(text);
          if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw Form.invalid(text + " is out of range", "write " + low + " to " + high);
          }
          return value;
        });
  }
}
