package np.model;

import java.util.regex.Pattern;

/**
 * The name of an environment variable (POSIX.1-2024 section 8.1, portable names).
 *
 * @param value letters, digits and underscore, not starting with a digit, at most 128 characters
 */
public record EnvName(String value) implements Comparable<EnvName> {
  private static final Pattern PATTERN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  public EnvName {
    if (!PATTERN.matcher(value).matches()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_NAME,
          "\"" + Printable.escape(value) + "\" is not a variable name",
          "use letters, digits and _, not starting with a digit");
    }
  }

  @Override
  public int compareTo(EnvName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
