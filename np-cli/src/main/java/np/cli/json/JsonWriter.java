package np.cli.json;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes a tree as one line of JSON. */
public final class JsonWriter {
  private final JsonFactory factory = new JsonFactory();

  /** The text, without a line end. */
  public String write(Json value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = factory.createGenerator(ObjectWriteContext.empty(), text)) {
      write(value, generator);
    }
    return text.toString();
  }

  private void write(Json value, JsonGenerator generator) {
    switch (value) {
      case JsonObject object -> writeObject(object, generator);
      case JsonArray array -> writeArray(array, generator);
      case Json.Text text -> generator.writeString(text.value());
      case Json.Num number -> generator.writeNumber(number.value());
      case Json.Flag flag -> generator.writeBoolean(flag.value());
      case Json.Null nil -> generator.writeNull();
    }
  }

  private void writeObject(JsonObject object, JsonGenerator generator) {
    generator.writeStartObject();
    object
        .members()
        .forEach(
            (name, member) -> {
              generator.writeName(name);
              write(member, generator);
            });
    generator.writeEndObject();
  }

  private void writeArray(JsonArray array, JsonGenerator generator) {
    generator.writeStartArray();
    array.items().forEach(item -> write(item, generator));
    generator.writeEndArray();
  }
}
