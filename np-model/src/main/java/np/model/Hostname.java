package np.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A DNS name as a route uses it: lower case, no trailing dot, letters, digits and hyphens (RFC 1123
 * section 2.1), at most 253 characters.
 *
 * @param value for example {@code shop.example.com}
 */
public record Hostname(String value) {
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern PATTERN =
      Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");

  public Hostname {
    value = value.toLowerCase(Locale.ROOT);
    if (!PATTERN.matcher(value).matches()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "\"" + Printable.escape(value) + "\" is not a host name",
          "use letters, digits, - and dots, for example shop.example.com");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
