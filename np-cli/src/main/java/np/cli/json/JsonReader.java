package np.cli.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON text into a tree. */
public final class JsonReader {
  private final JsonFactory factory = new JsonFactory();

  /**
   * The value of the whole text.
   *
   * @throws NotJson when it is not one JSON value
   */
  public Json read(String text) throws NotJson {
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      Json value = value(parser, next(parser));
      if (parser.nextToken() != null) {
        throw new NotJson("something follows the value");
      }
      return value;
    } catch (JacksonException e) {
      throw new NotJson(e.getOriginalMessage());
    }
  }

  /** As {@link #read}, and the value must be an object. */
  public JsonObject readObject(String text) throws NotJson {
    if (read(text) instanceof JsonObject object) {
      return object;
    }
    throw new NotJson("it is not an object");
  }

  private Json value(JsonParser parser, JsonToken token) throws NotJson {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getDecimalValue());
      case VALUE_TRUE -> new Json.Flag(true);
      case VALUE_FALSE -> new Json.Flag(false);
      case VALUE_NULL -> new Json.Null();
      default -> throw new NotJson("it is malformed");
    };
  }

  private static JsonToken next(JsonParser parser) throws NotJson {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new NotJson("it ends too early");
    }
    return token;
  }

  private JsonObject object(JsonParser parser) throws NotJson {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      members.put(name, value(parser, next(parser)));
    }
    return new JsonObject(members);
  }

  private JsonArray array(JsonParser parser) throws NotJson {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
      items.add(value(parser, token));
    }
    return new JsonArray(items);
  }
}
