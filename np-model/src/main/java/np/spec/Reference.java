package np.spec;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code $(db.url)} in a value: something about a service that is known only when the app runs.
 *
 * @param service the name before the dot
 * @param field the name behind it
 */
public record Reference(String service, String field) {
  /** What can be said of a database. */
  public static final List<String> FIELDS =
      List.of("url", "host", "port", "name", "user", "password");

  private static final Pattern PATTERN =
      Pattern.compile("\\$\\(([A-Za-z][A-Za-z0-9_-]*)\\.([A-Za-z0-9_.-]+)\\)");

  /** Every reference in a value, in its order. */
  public static List<Reference> in(String value) {
    return PATTERN.matcher(value).results().map(Reference::of).toList();
  }

  private static Reference of(MatchResult found) {
    return new Reference(found.group(1), found.group(2));
  }

  /** The value with each reference replaced; empty when one of them leads to nothing. */
  public static Optional<String> resolve(
      String value, Function<Reference, Optional<String>> known) {
    Matcher matcher = PATTERN.matcher(value);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      Optional<String> found = known.apply(of(matcher));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      matcher.appendReplacement(out, Matcher.quoteReplacement(found.get()));
    }
    return Optional.of(matcher.appendTail(out).toString());
  }

  @Override
  public String toString() {
    return "$(" + service + "." + field + ")";
  }
}
