package np.cli.json;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;

/** A JSON value (RFC 8259). */
public sealed interface Json
    permits Json.Text, Json.Num, Json.Flag, Json.Null, JsonArray, JsonObject {

  /** A string. */
  record Text(String value) implements Json {}

  /** A number, exactly as written. */
  record Num(BigDecimal value) implements Json {}

  /** true or false. */
  record Flag(boolean value) implements Json {}

  /** null. */
  record Null() implements Json {}

  /** The array of these strings. */
  static JsonArray texts(List<String> values) {
    return new JsonArray(values.stream().<Json>map(Text::new).toList());
  }

  /** The array of these numbers. */
  static JsonArray numbers(Collection<Integer> values) {
    return new JsonArray(
        values.stream().<Json>map(value -> new Num(BigDecimal.valueOf(value))).toList());
  }
}
