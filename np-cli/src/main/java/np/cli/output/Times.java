package np.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Durations and moments as people say them. */
public final class Times {
  private Times() {}

  /** {@code 0.4s}, {@code 38.2s}, {@code 2m 05s}, {@code 1h 10m}. */
  public static String span(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds / 60 % 60);
  }

  /** {@code 0.4s} from seconds. */
  public static String span(double seconds) {
    return span(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  /** {@code 3h ago}; what was given when it is no ISO-8601 moment. */
  public static String ago(String moment, Instant now) {
    try {
      return ago(Duration.between(Instant.parse(moment), now));
    } catch (DateTimeParseException e) {
      return moment;
    }
  }

  private static String ago(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 60) {
      return seconds + "s ago";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m ago";
    }
    if (seconds < 48 * 3600) {
      return seconds / 3600 + "h ago";
    }
    return seconds / 86_400 + "d ago";
  }
}
