package np.edge.files;

import java.util.OptionalLong;
import np.edge.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/** Evaluates conditional requests in the order of RFC 9110 section 13.2.2. */
final class Preconditions {

  /** What a request is to be answered with. */
  enum Outcome {
    PROCEED,
    NOT_MODIFIED,
    FAILED
  }

  private Preconditions() {}

  /** Looks at all conditions except If-Range. */
  static Outcome evaluate(RequestHead request, Validators current) {
    String match = request.header("if-match");
    if (match != null) {
      if (!EntityTags.contains(match, current.etag(), EntityTags.Comparison.STRONG)) {
        return Outcome.FAILED;
      }
    } else if (isAfter(current, request.header("if-unmodified-since"))) {
      return Outcome.FAILED;
    }
    String noneMatch = request.header("if-none-match");
    if (noneMatch != null) {
      boolean same = EntityTags.contains(noneMatch, current.etag(), EntityTags.Comparison.WEAK);
      return same ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
    }
    OptionalLong since = date(request.header("if-modified-since"));
    boolean old = since.isPresent() && current.modifiedSecond() <= since.getAsLong();
    return old ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
  }

  /**
   * Whether a Range field counts: If-Range, when there is one, must name exactly this content (RFC
   * 9110 section 13.1.5). A date does so only when its second is over.
   *
   * @param now as a Date field writes it
   */
  static boolean allowRange(RequestHead request, Validators current, String now) {
    String condition = request.header("if-range");
    if (condition == null) {
      return true;
    }
    if (condition.startsWith("\"") || condition.startsWith("W/")) {
      return condition.equals(current.etag());
    }
    boolean same = date(condition).equals(OptionalLong.of(current.modifiedSecond()));
    return same && !now.equals(current.modified());
  }

  private static boolean isAfter(Validators current, @Nullable String field) {
    OptionalLong date = date(field);
    return date.isPresent() && current.modifiedSecond() > date.getAsLong();
  }

  private static OptionalLong date(@Nullable String field) {
    return field == null ? OptionalLong.empty() : HttpDate.parse(field);
  }
}
