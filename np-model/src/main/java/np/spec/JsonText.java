package np.spec;

import java.util.List;
import java.util.Map;

/** Prints maps, lists, texts, numbers and booleans as JSON (RFC 8259), two spaces per level. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String print(Object value) {
    JsonText text = new JsonText();
    text.value(value, 0);
    return text.out.append('\n').toString();
  }

  private void value(Object value, int level) {
    switch (value) {
      case Map<?, ?> map -> map(map, level);
      case List<?> list -> list(list, level);
      case String string -> string(string);
      default -> out.append(value);
    }
  }

  private void map(Map<?, ?> map, int level) {
    String separator = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      line(level + 1);
      string(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue(), level + 1);
      separator = ",";
    }
    if (map.isEmpty()) {
      out.append("{");
    } else {
      line(level);
    }
    out.append("}");
  }

  private void list(List<?> list, int level) {
    out.append("[");
    String separator = "";
    for (Object item : list) {
      out.append(separator);
      value(item, level);
      separator = ", ";
    }
    out.append("]");
  }

  private void line(int level) {
    out.append('\n').append("  ".repeat(level));
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
