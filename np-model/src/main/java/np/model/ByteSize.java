package np.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory or disk.
 *
 * @param bytes not negative
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern PATTERN = Pattern.compile("([0-9]{1,12})([KMGT]?)i?B?");
  private static final String UNITS = "KMGT";

  public ByteSize {
    if (bytes < 0) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "a size cannot be negative: " + bytes, "write it as 256M or 1G");
    }
  }

  /** Reads {@code 512K 256M 1G 2T} (powers of 1024) or plain bytes. */
  public static ByteSize parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "\"" + Printable.escape(text) + "\" is not a size",
          "write it as 512K, 256M or 1G");
    }
    int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
    return new ByteSize(scale(Long.parseLong(matcher.group(1)), power));
  }

  public static ByteSize mebibytes(long count) {
    return new ByteSize(count << 20);
  }

  private static long scale(long number, int power) {
    try {
      return Math.multiplyExact(number, 1L << (10 * power));
    } catch (ArithmeticException e) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "the size " + number + " is too large", "stay below 8192T");
    }
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** So many times as much; the largest there is when that is more. */
  public ByteSize times(int count) {
    return bytes == 0 || count <= Long.MAX_VALUE / bytes
        ? new ByteSize(bytes * count)
        : new ByteSize(Long.MAX_VALUE);
  }

  /** For people, to one decimal: {@code 23.5G}. */
  public String rounded() {
    double number = bytes;
    int power = 0;
    while (power < UNITS.length() && number >= 1024) {
      number /= 1024;
      power++;
    }
    String digits = String.format(Locale.ROOT, "%.1f", number).replaceAll("[.]0$", "");
    return digits + (power == 0 ? "" : UNITS.substring(power - 1, power));
  }

  /** The largest unit that keeps the number whole, as in np.yaml: {@code 256M}. */
  @Override
  public String toString() {
    long number = bytes;
    int power = 0;
    while (power < UNITS.length() && number >= 1024 && number % 1024 == 0) {
      number /= 1024;
      power++;
    }
    String unit = power == 0 ? "" : UNITS.substring(power - 1, power);
    return String.format(Locale.ROOT, "%d%s", number, unit);
  }
}
