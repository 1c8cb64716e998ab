package np.plan;

/**
 * One thing that a release says, as a plan compares it.
 *
 * @param shown for people
 * @param value what is compared
 * @param kind what a change of it means
 */
record Fact(String shown, Object value, Kind kind) {

  /** What a change means. */
  enum Kind {
    TEXT,
    AMOUNT,
    COUNT,
    PROCESS,
    ROUTE,
    SERVICE,
    SECRET,
    MISSING_SECRET
  }

  static Fact text(Object value) {
    return new Fact(value.toString(), value.toString(), Kind.TEXT);
  }

  static Fact amount(Object shown, long value) {
    return new Fact(shown.toString(), value, Kind.AMOUNT);
  }

  static Fact count(int value) {
    return new Fact(Integer.toString(value), (long) value, Kind.COUNT);
  }

  /** What a person should know about going from this to another value. */
  String changeNote(Fact to) {
    return switch (kind) {
      case AMOUNT -> number(to.value) < number(value) ? "shrinks" : "";
      case COUNT -> countNote(number(to.value) - number(value));
      case SECRET -> "changed";
      case MISSING_SECRET, TEXT, PROCESS, ROUTE, SERVICE -> "";
    };
  }

  private static long number(Object value) {
    return value instanceof Long number ? number : 0;
  }

  private static String countNote(long difference) {
    return difference < 0 ? "shrinks: stops " + -difference : "";
  }

  String additionNote() {
    return kind == Kind.MISSING_SECRET ? "needs a value: np secrets set" : "";
  }

  String removalNote() {
    return switch (kind) {
      case ROUTE -> "stops answering";
      case PROCESS -> "its instances stop";
      case SERVICE -> "its database stays, detached";
      case TEXT, AMOUNT, COUNT, SECRET, MISSING_SECRET -> "";
    };
  }
}
