package np.model;

import java.util.Arrays;

/** The major versions of PostgreSQL that databases may run. */
public enum PostgresVersion {
  V17(17),
  V18(18);

  /** What a database gets that asks for nothing. */
  public static final PostgresVersion NEWEST = V18;

  private final int major;

  PostgresVersion(int major) {
    this.major = major;
  }

  /** Reads {@code 17} or {@code 18}; {@link NpException.Invalid} otherwise. */
  public static PostgresVersion parse(String text) {
    return Arrays.stream(values())
        .filter(each -> each.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new NpException.Invalid(
                    ErrorCode.BAD_VALUE,
                    "there is no PostgreSQL " + Printable.escape(text) + " here",
                    "choose 17 or 18"));
  }

  public int major() {
    return major;
  }

  @Override
  public String toString() {
    return Integer.toString(major);
  }
}
