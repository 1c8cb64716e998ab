package np.cli.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object, members in the order of the document; absent, null and mistyped read alike. */
public record JsonObject(Map<String, Json> members) implements Json {
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** A document that starts with its schema. */
  public static JsonObject of(String schema) {
    return EMPTY.with("schema", schema);
  }

  public JsonObject with(String name, Json value) {
    Map<String, Json> copy = new LinkedHashMap<>(members);
    copy.put(name, value);
    return new JsonObject(copy);
  }

  /** Null leaves the member as JSON null. */
  public JsonObject with(String name, @Nullable String value) {
    return with(name, value == null ? new Null() : new Text(value));
  }

  public JsonObject with(String name, long value) {
    return with(name, new Num(BigDecimal.valueOf(value)));
  }

  public JsonObject with(String name, double value) {
    return with(name, new Num(BigDecimal.valueOf(value)));
  }

  public JsonObject with(String name, boolean value) {
    return with(name, new Flag(value));
  }

  /** Empty when it is not there. */
  public String text(String name) {
    return optionalText(name).orElse("");
  }

  public Optional<String> optionalText(String name) {
    return members.get(name) instanceof Text text ? Optional.of(text.value()) : Optional.empty();
  }

  /** 0 when it is not there. */
  public long whole(String name) {
    return members.get(name) instanceof Num number ? number.value().longValue() : 0;
  }

  /** Null when it is not there. */
  public @Nullable Double decimal(String name) {
    return members.get(name) instanceof Num number ? number.value().doubleValue() : null;
  }

  /** Empty when it is not there. */
  public List<JsonObject> objects(String name) {
    return members.get(name) instanceof JsonArray array ? array.objects() : List.of();
  }

  /** Empty when it is not there. */
  public List<String> texts(String name) {
    return members.get(name) instanceof JsonArray array ? array.texts() : List.of();
  }

  public Optional<JsonObject> object(String name) {
    return members.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  /** The members of an object of strings; empty when it is not there. */
  public Map<String, String> textMap(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    object(name)
        .ifPresent(
            object ->
                object
                    .members()
                    .forEach(
                        (key, value) -> {
                          if (value instanceof Text text) {
                            map.put(key, text.value());
                          }
                        }));
    return map;
  }
}
