package np.model;

import java.math.BigDecimal;

/**
 * A share of processor time.
 *
 * @param millis thousandths of one core, 10 to 1,024,000
 */
public record Cpu(int millis) {
  public Cpu {
    if (millis < 10 || millis > 1_024_000) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "cpu " + millis / 1000.0 + " is out of range",
          "write cores from 0.01 to 1024, for example 0.5");
    }
  }

  /** Reads cores: {@code 1}, {@code 0.5}. */
  public static Cpu parse(String text) {
    if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,3})?")) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "\"" + Printable.escape(text) + "\" is not a number of cores",
          "write cores, for example 0.5");
    }
    return new Cpu(new BigDecimal(text).movePointRight(3).intValueExact());
  }

  @Override
  public String toString() {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }
}
