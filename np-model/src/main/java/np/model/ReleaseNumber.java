package np.model;

/**
 * The number of a release, counted from 1 within its app and shown as v1, v2.
 *
 * @param value at least 1
 */
public record ReleaseNumber(int value) implements Comparable<ReleaseNumber> {
  public ReleaseNumber {
    if (value < 1) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "release v" + value + " cannot exist", "releases start at v1");
    }
  }

  /** Reads {@code v3} or {@code 3}; {@link NpException.Invalid} otherwise. */
  public static ReleaseNumber parse(String text) {
    String digits = text.startsWith("v") ? text.substring(1) : text;
    if (!digits.matches("[0-9]{1,9}")) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "\"" + Printable.escape(text) + "\" is not a release",
          "write it as v3; np releases lists them");
    }
    return new ReleaseNumber(Integer.parseInt(digits));
  }

  /** The release after this one. */
  public ReleaseNumber next() {
    return new ReleaseNumber(value + 1);
  }

  @Override
  public int compareTo(ReleaseNumber other) {
    return Integer.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "v" + value;
  }
}
