package np.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes {@link Schema} as JSON Schema (draft 2020-12), for editors. */
public final class JsonSchema {
  private JsonSchema() {}

  /** The document, ended by a line feed. */
  public static String text() {
    Map<String, Object> top = new LinkedHashMap<>();
    top.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    top.put("title", "np.yaml");
    top.putAll(group(Schema.TOP, Place.Nulls.REFUSED));
    top.put("patternProperties", Map.of("^x-", Map.of()));
    return JsonText.print(top);
  }

  private static Map<String, Object> of(Shape shape, Place.Nulls nulls) {
    return switch (shape) {
      case Shape.Text text -> text.form().json();
      case Shape.Group group -> groupOrShorthand(group, nulls);
      case Shape.Table table -> table(table, nulls);
      case Shape.Rows rows -> ordered("type", "array", "items", of(rows.item(), nulls));
      case Shape.Either either ->
          Map.of("anyOf", either.shapes().stream().map(each -> of(each, nulls)).toList());
      case Shape.Later _ -> Map.of("not", Map.of());
    };
  }

  private static Map<String, Object> groupOrShorthand(Shape.Group group, Place.Nulls nulls) {
    Map<String, Object> map = group(group, nulls);
    return group
        .shorthand()
        .flatMap(group::key)
        .<Map<String, Object>>map(key -> Map.of("anyOf", List.of(of(key.shape(), nulls), map)))
        .orElse(map);
  }

  private static Map<String, Object> group(Shape.Group group, Place.Nulls nulls) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Key key : group.keys()) {
      properties.put(key.name(), property(key, nulls));
      key.also().forEach(name -> properties.put(name, property(key, nulls)));
    }
    Map<String, Object> out = ordered("type", "object", "properties", properties);
    out.put("additionalProperties", false);
    return out;
  }

  private static Map<String, Object> property(Key key, Place.Nulls nulls) {
    Map<String, Object> out = new LinkedHashMap<>();
    boolean now = key.availability() == Key.Availability.NOW;
    String fallback = key.fallback().isEmpty() ? "" : " (default: " + key.fallback() + ")";
    out.put("description", key.description() + (now ? fallback : " (not available yet)"));
    Map<String, Object> shape = of(key.shape(), nulls);
    if (nulls == Place.Nulls.REMOVE && now) {
      out.put("anyOf", List.of(Map.of("type", "null"), shape));
    } else {
      out.putAll(shape);
    }
    return out;
  }

  private static Map<String, Object> table(Shape.Table table, Place.Nulls nulls) {
    Place.Nulls below = table.entry().equals("environment") ? Place.Nulls.REMOVE : nulls;
    List<Object> values = new ArrayList<>();
    values.add(of(table.value(), below));
    if (nulls == Place.Nulls.REMOVE) {
      values.add(Map.of("type", "null"));
    }
    Map<String, Object> out = ordered("type", "object", "propertyNames", table.name().json());
    out.put(
        "additionalProperties", values.size() == 1 ? values.getFirst() : Map.of("anyOf", values));
    return out;
  }

  private static Map<String, Object> ordered(String a, Object x, String b, Object y) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put(a, x);
    out.put(b, y);
    return out;
  }
}
