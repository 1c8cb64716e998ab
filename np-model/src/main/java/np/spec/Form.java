package np.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/**
 * What a scalar of np.yaml may say.
 *
 * @param noun for messages and docs: {@code a number from 0 to 1000}
 * @param json the same as members of a JSON Schema
 * @param reader text to value; {@link NpException.Invalid} for anything else
 * @param longest most characters; patterns are only ever held against so many
 */
public record Form<T>(String noun, Map<String, Object> json, Reader<T> reader, int longest) {
  private static final int USUAL = 1024;

  Form(String noun, Map<String, Object> json, Reader<T> reader) {
    this(noun, json, reader, USUAL);
  }

  /** Text to value. */
  @FunctionalInterface
  public interface Reader<T> {
    /** Throws {@link NpException.Invalid} for what is not allowed. */
    T read(String text);
  }

  /** The value; {@link NpException.Invalid} for what is not allowed. */
  public T read(String text) {
    if (text.length() > longest) {
      throw invalid("longer than " + longest + " characters", "put it into a file of the app");
    }
    if (text.indexOf('\0') >= 0) {
      throw invalid("a NUL character is not allowed", "use base64 for binary values");
    }
    return reader.read(text);
  }

  Form<T> longest(int characters) {
    return new Form<>(noun, json, reader, characters);
  }

  /** A scalar that YAML may well take for a number or a boolean; np keeps its text. */
  static <T> Form<T> loose(String noun, Reader<T> reader) {
    return new Form<>(noun, Map.of("type", List.of("string", "number", "boolean")), reader);
  }

  /** Text with a pattern (ECMA-262, anchored). */
  static <T> Form<T> pattern(String noun, String pattern, Reader<T> reader) {
    return new Form<>(noun, Map.of("type", "string", "pattern", "^" + pattern + "$"), reader);
  }

  /** One of a few words. */
  static <T> Form<T> oneOf(Map<String, T> words) {
    List<String> names = List.copyOf(words.keySet());
    return new Form<>(
        "one of " + String.join(", ", names),
        Map.of("enum", names),
        text -> {
          T value = words.get(text);
          if (value == null) {
            throw unknownWord(text, names);
          }
          return value;
        });
  }

  /** A whole number; {@code reader} gets it when it is in range. */
  static <T> Form<T> integer(int low, int high, Reader<T> reader) {
    String noun = "a number from " + low + " to " + high;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "integer");
    json.put("minimum", low);
    json.put("maximum", high);
    return new Form<>(
        noun,
        json,
        text -> {
          if (!text.matches("-?[0-9]{1,9}")) {
            throw invalid(
                "\"" + Printable.escape(text) + "\" is not a whole number", "write " + noun);
          }
          int number = Integer.parseInt(text);
          if (number < low || number > high) {
            throw invalid(number + " is out of range", "write " + noun);
          }
          return reader.read(text);
        });
  }

  static NpException.Invalid invalid(String message, String hint) {
    return new NpException.Invalid(ErrorCode.SPEC_VALUE, message, hint);
  }

  private static NpException.Invalid unknownWord(String text, List<String> names) {
    Optional<String> near = Nearest.to(text, names);
    return invalid(
        "\"" + Printable.escape(text) + "\" is not allowed",
        near.map(name -> "did you mean `" + name + "`?")
            .orElse("write one of " + String.join(", ", names)));
  }
}
