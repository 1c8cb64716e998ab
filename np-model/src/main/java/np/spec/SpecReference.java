package np.spec;

/** Writes {@link Schema} as the Markdown reference of np.yaml. */
public final class SpecReference {
  private final StringBuilder out = new StringBuilder();

  private SpecReference() {}

  /** Two tables: what can be said now, and what is known but not available yet. */
  public static String text() {
    SpecReference reference = new SpecReference();
    reference.head("| Key | Value | Default | Meaning |", "|---|---|---|---|");
    Schema.TOP.keys().stream()
        .filter(key -> key.availability() == Key.Availability.NOW)
        .forEach(key -> reference.row("", key));
    reference.out.append("\nKnown, but not available yet; np refuses them:\n\n");
    reference.head("| Key | Meaning |", "|---|---|");
    reference.later("", Schema.TOP);
    return reference.out.toString();
  }

  private void head(String names, String line) {
    out.append(names).append('\n').append(line).append('\n');
  }

  private void row(String path, Key key) {
    if (key.availability() == Key.Availability.LATER) {
      return;
    }
    String name = path + key.name();
    cells("`" + name + "`", key.shape().noun(), key.fallback(), key.description());
    if (!key.name().equals("environments")) {
      below(name, key.shape());
    }
  }

  private void below(String path, Shape shape) {
    switch (shape) {
      case Shape.Group group -> group.keys().forEach(key -> row(path + ".", key));
      case Shape.Table table -> table(path, table);
      case Shape.Either either -> either.shapes().forEach(each -> below(path, each));
      case Shape.Rows rows -> below(path + "[]", rows.item());
      case Shape.Text _ -> {}
      case Shape.Later _ -> {}
    }
  }

  /** The keys of a process are those of the top level: they are not said twice. */
  private void table(String path, Shape.Table table) {
    if (!path.equals("processes")) {
      below(path + ".NAME", table.value());
    }
  }

  private void later(String path, Shape.Group group) {
    for (Key key : group.keys()) {
      if (key.availability() == Key.Availability.LATER) {
        cells("`" + path + key.name() + "`", key.description());
      } else if (key.shape() instanceof Shape.Group below) {
        later(path + key.name() + ".", below);
      }
    }
  }

  private void cells(String... cells) {
    out.append('|');
    for (String cell : cells) {
      out.append(' ').append(cell.replace("|", "\\|").replace("<", "&lt;")).append(" |");
    }
    out.append('\n');
  }
}
