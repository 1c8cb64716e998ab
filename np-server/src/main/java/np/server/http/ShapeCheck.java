package np.server.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds a JSON tree against a shape and fills in what may be left out. Says where it does not fit,
 * never what stands there: it might be a secret.
 */
final class ShapeCheck {
  private static final int MOST_KEY_SHOWN = 64;

  void check(String where, Shape shape, JsonNode node) {
    switch (shape) {
      case Shape.Text text -> text(where, node);
      case Shape.Flag flag -> require(node.isBoolean(), where, "true or false");
      case Shape.Whole whole -> whole(where, whole, node);
      case Shape.Decimal decimal -> require(node.isNumber(), where, "a number");
      case Shape.Many many -> many(where, many, node);
      case Shape.Table table -> table(where, table, node);
      case Shape.Structure structure -> structure(where, structure, node);
    }
  }

  private static void text(String where, JsonNode node) {
    require(node.isString(), where, "a string");
    wellFormed(where, node.stringValue());
  }

  /** PostgreSQL and the kernel cannot keep NUL; half a surrogate pair is no character at all. */
  private static void wellFormed(String where, String text) {
    if (text.indexOf('\0') >= 0) {
      throw invalid(where + " has a NUL character", "take it out");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw invalid(where + " has half a surrogate pair", "send well-formed Unicode");
    }
  }

  private static void whole(String where, Shape.Whole whole, JsonNode node) {
    require(node.isIntegralNumber() && node.canConvertToLong(), where, "a whole number");
    long value = node.longValue();
    require(
        value >= whole.least() && value <= whole.most(),
        where,
        "from " + whole.least() + " to " + whole.most());
  }

  private void many(String where, Shape.Many many, JsonNode node) {
    require(node.isArray(), where, "an array");
    for (int i = 0; i < node.size(); i++) {
      check(where + "[" + i + "]", many.element(), node.get(i));
    }
  }

  private void table(String where, Shape.Table table, JsonNode node) {
    require(node.isObject(), where, "an object");
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      wellFormed("a key of " + where, entry.getKey());
      check(where + "." + shown(entry.getKey()), table.value(), entry.getValue());
    }
  }

  private void structure(String where, Shape.Structure structure, JsonNode node) {
    require(node.isObject(), where, "an object");
    ObjectNode object = (ObjectNode) node;
    for (String key : object.propertyNames()) {
      if (structure.members().stream().noneMatch(member -> member.name().equals(key))) {
        throw unknownKey(where, key, structure.members());
      }
    }
    structure.members().forEach(member -> member(where, member, object));
  }

  private void member(String where, Shape.Member member, ObjectNode object) {
    String place = where + "." + member.name();
    JsonNode value = object.get(member.name());
    if (value != null && !(value.isNull() && member.optional())) {
      check(place, member.shape(), value);
    } else if (!member.optional()) {
      fillIn(place, member, object);
    }
  }

  private static void fillIn(String place, Shape.Member member, ObjectNode object) {
    switch (member.shape()) {
      case Shape.Flag flag -> object.put(member.name(), false);
      case Shape.Many many -> object.putArray(member.name());
      case Shape.Table table -> object.putObject(member.name());
      case Shape.Text text -> throw missing(place);
      case Shape.Whole whole -> throw missing(place);
      case Shape.Decimal decimal -> throw missing(place);
      case Shape.Structure structure -> throw missing(place);
    }
  }

  private static void require(boolean fits, String where, String what) {
    if (!fits) {
      throw invalid(where + " must be " + what, "see /v1/openapi.json");
    }
  }

  private static NpException missing(String place) {
    return invalid(place + " is missing", "see /v1/openapi.json");
  }

  private static NpException unknownKey(String where, String key, List<Shape.Member> members) {
    String known = String.join(", ", members.stream().map(Shape.Member::name).toList());
    return invalid(
        where + " has an unknown key \"" + shown(key) + "\"",
        known.isEmpty() ? "it has no keys" : "it may have " + known);
  }

  private static String shown(String key) {
    String cut = key.length() <= MOST_KEY_SHOWN ? key : key.substring(0, MOST_KEY_SHOWN) + "…";
    return Printable.escape(cut);
  }

  private static NpException invalid(String message, String hint) {
    return new NpException.Invalid(ErrorCode.BAD_REQUEST, message, hint);
  }
}
