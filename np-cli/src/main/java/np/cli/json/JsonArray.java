package np.cli.json;

import java.util.List;

/** A JSON array. */
public record JsonArray(List<Json> items) implements Json {
  public JsonArray {
    items = List.copyOf(items);
  }

  /** Those items that are objects. */
  public List<JsonObject> objects() {
    return items.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast).toList();
  }

  /** Those items that are strings. */
  public List<String> texts() {
    return items.stream()
        .filter(Json.Text.class::isInstance)
        .map(item -> ((Json.Text) item).value())
        .toList();
  }
}
