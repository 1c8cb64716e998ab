package np.model;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a database in its connection string, unique on the platform and never given to
 * another one: the first label of its hostname, the name of the PostgreSQL database inside and of
 * the role that owns it. It never changes.
 *
 * @param value 2 to 50 characters of {@code a-z 0-9 -}, starting with a letter, not ending with
 *     {@code -} or {@code -pooler}, which stands for the pooled address of the same database; not a
 *     name that PostgreSQL has taken
 */
public record DatabaseLabel(String value) {
  /** What the label of the pooled address ends with. */
  public static final String POOLER = "-pooler";

  /** Databases that are always there, and words that cannot be roles. */
  private static final Set<String> TAKEN =
      Set.of("postgres", "template0", "template1", "public", "none");

  private static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9-]{0,48}[a-z0-9]");

  public DatabaseLabel {
    if (!PATTERN.matcher(value).matches() || value.endsWith(POOLER) || TAKEN.contains(value)) {
      throw new NpException.Invalid(
          ErrorCode.BAD_NAME,
          "\"" + Printable.escape(value) + "\" cannot be the name in a database URL",
          "use 2 to 50 characters: a-z, 0-9 and -, starting with a letter, not ending with - or"
              + " -pooler; postgres, template0, template1, public and none are taken");
    }
  }

  /** The label of the pooled address. */
  public String pooled() {
    return value + POOLER;
  }

  @Override
  public String toString() {
    return value;
  }
}
