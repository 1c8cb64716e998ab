package np.spec;

import np.model.Printable;

/** What to write where something of another type was written. */
final class TypeHints {
  private static final int SHORT = 40;

  private TypeHints() {}

  static String of(Yaml node, Shape shape, String name) {
    return switch (node) {
      case Yaml.Scalar scalar -> scalar(scalar, shape, name);
      case Yaml.Mapping map -> map(map, shape, name);
      case Yaml.Rows rows -> rows(rows, shape, name);
      case Yaml.Broken _ -> "";
    };
  }

  private static String scalar(Yaml.Scalar scalar, Shape shape, String name) {
    String text = Printable.escape(scalar.text());
    if (text.length() > SHORT || text.isBlank()) {
      return "";
    }
    return switch (shape) {
      case Shape.Rows _ -> "write " + name + ": [" + text + "]";
      case Shape.Either _ -> "write " + name + ": [" + text + "]";
      case Shape.Group group when group.key("run").isPresent() && group.key("env").isEmpty() ->
          "write " + Printable.escape(name) + ": {run: " + text + "}";
      case Shape.Group _ -> "";
      case Shape.Table _ -> "write one NAME: value on each line below it";
      case Shape.Text _ -> "";
      case Shape.Later _ -> "";
    };
  }

  private static String map(Yaml.Mapping map, Shape shape, String name) {
    String inner = map.entries().keySet().stream().findFirst().orElse("");
    return switch (shape) {
      case Shape.Text text when Schema.TOP.key(inner).isPresent() ->
          "`" + inner + "` is a key of its own: indent it like `" + Printable.escape(name) + "`";
      case Shape.Text text -> "quote it if it is text";
      case Shape.Rows _ -> "write each entry as a line that starts with -";
      case Shape.Group _ -> "";
      case Shape.Table _ -> "";
      case Shape.Either _ -> "";
      case Shape.Later _ -> "";
    };
  }

  private static String rows(Yaml.Rows rows, Shape shape, String name) {
    boolean variables =
        !rows.items().isEmpty()
            && rows.items().getFirst() instanceof Yaml.Scalar first
            && first.text().contains("=");
    if (shape instanceof Shape.Table && variables) {
      return "write NAME: value, without - and =";
    }
    return shape instanceof Shape.Text
        ? "if it is text, quote it; a command is one line: " + name + ": npm start"
        : "";
  }
}
