package np.cli.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** Reads durations as np.yaml writes them. */
final class Durations {
  private static final Pattern PATTERN = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)?");

  private Durations() {}

  /** Whether {@link #parse} takes it. */
  static boolean isOne(String text) {
    return PATTERN.matcher(text).matches();
  }

  /** {@code 30s 5m 2h 7d 500ms}, seconds without a unit. */
  static Duration parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "\"" + Printable.escape(text) + "\" is not a duration",
          "write it as 30s, 5m or 2h");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      case null, default -> Duration.ofSeconds(number);
    };
  }
}
