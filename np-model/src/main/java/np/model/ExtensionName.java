package np.model;

import java.util.regex.Pattern;

/**
 * An extension of PostgreSQL, as in {@code CREATE EXTENSION}.
 *
 * @param value 1 to 63 characters of {@code a-z 0-9 _ -}, for example {@code pg_trgm}
 */
public record ExtensionName(String value) {
  private static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

  public ExtensionName {
    if (!PATTERN.matcher(value).matches()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_NAME,
          "\"" + Printable.escape(value) + "\" is not the name of an extension",
          "write it as pg_trgm or uuid-ossp");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
