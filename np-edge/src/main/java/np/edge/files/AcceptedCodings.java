package np.edge.files;

import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/** What an Accept-Encoding field (RFC 9110 section 12.5.3) says about the codings known here. */
final class AcceptedCodings {
  private static final Coding[] CODINGS = Coding.values();
  private static final int UNSAID = -1;
  private static final int FULL = 1000;

  private final EnumMap<Coding, Integer> weights = new EnumMap<>(Coding.class);

  private AcceptedCodings() {}

  /** Reads a field; without one nothing but identity is welcome. */
  static AcceptedCodings parse(@Nullable String field) {
    AcceptedCodings accepted = new AcceptedCodings();
    int others = 0;
    if (field != null) {
      int at = 0;
      while (at <= field.length()) {
        int comma = field.indexOf(',', at);
        int end = comma < 0 ? field.length() : comma;
        int any = accepted.member(field, at, end);
        others = any == UNSAID ? others : any;
        at = end + 1;
      }
    }
    accepted.complete(others, field != null && field.indexOf('*') >= 0);
    return accepted;
  }

  /** 0 when the coding is refused, up to 1000. */
  int weight(Coding coding) {
    return weights.getOrDefault(coding, 0);
  }

  /** Notes one coding; returns the weight of {@code *} when this is it. */
  private int member(String field, int start, int end) {
    int semicolon = field.indexOf(';', start);
    int nameEnd = semicolon < 0 || semicolon > end ? end : semicolon;
    String name = field.substring(start, nameEnd).strip();
    int weight = nameEnd == end ? FULL : weight(field.substring(nameEnd + 1, end));
    if (name.equals("*")) {
      return weight;
    }
    for (Coding coding : CODINGS) {
      boolean known = name.equalsIgnoreCase(coding.token());
      if (known || (coding == Coding.GZIP && name.equalsIgnoreCase("x-gzip"))) {
        weights.put(coding, weight);
      }
    }
    return UNSAID;
  }

  private void complete(int others, boolean star) {
    for (Coding coding : CODINGS) {
      weights.putIfAbsent(coding, coding == Coding.IDENTITY && !star ? 1 : others);
    }
  }

  /** Reads {@code q=0.5} in thousandths (RFC 9110 section 12.4.2); what is malformed refuses. */
  private static int weight(String parameters) {
    String text = parameters.strip();
    if (text.length() < 3 || !text.regionMatches(true, 0, "q=", 0, 2)) {
      return 0;
    }
    String number = text.substring(2);
    if (!number.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?")) {
      return 0;
    }
    return (int) Math.round(Double.parseDouble(number) * FULL);
  }
}
