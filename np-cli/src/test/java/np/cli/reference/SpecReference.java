package np.cli.reference;

import java.util.ArrayList;
import java.util.List;
import np.spec.Form;
import np.spec.Key;
import np.spec.Schema;
import np.spec.Shape;

/** The keys of np.yaml, from the table that validates them. */
final class SpecReference {
  private final Markdown out = new Markdown();

  private SpecReference() {}

  /** The keys that this version obeys; the page has a section on each. */
  static List<Key> keys() {
    return Schema.TOP.keys().stream().filter(SpecReference::isNow).toList();
  }

  /** The part of a key: what it is, its value, the keys in it, an example. */
  static String of(Key key) {
    SpecReference reference = new SpecReference();
    reference.section(key);
    return reference.out.toString();
  }

  /** What is known and refused. */
  static String later() {
    List<List<String>> rows = new ArrayList<>();
    later("", Schema.TOP, rows);
    return new Markdown().table(List.of("Key", "Meaning"), rows).toString();
  }

  private static void later(String path, Shape.Group group, List<List<String>> rows) {
    for (Key key : group.keys()) {
      if (key.availability() == Key.Availability.LATER) {
        rows.add(List.of(Markdown.code(path + key.name()), Markdown.sentence(key.description())));
      } else if (key.shape() instanceof Shape.Group below) {
        later(path + key.name() + ".", below, rows);
      }
    }
  }

  private static boolean isNow(Key key) {
    return key.availability() == Key.Availability.NOW;
  }

  private void section(Key key) {
    out.paragraph(Markdown.sentence(key.description()));
    out.paragraph(facts(key));
    List<List<String>> rows = new ArrayList<>();
    if (!key.name().equals("environments") && !key.name().equals("processes")) {
      below("", key.shape(), rows);
    }
    if (!rows.isEmpty()) {
      out.table(List.of("Key", "Value", "Default", "Meaning"), rows.stream().distinct().toList());
    }
    out.block("yaml", key.example());
  }

  private static String facts(Key key) {
    List<String> facts = new ArrayList<>();
    facts.add("Value: " + value(key.shape()) + ".");
    if (!key.fallback().isEmpty()) {
      facts.add("Default: " + Markdown.prose(key.fallback()) + ".");
    }
    if (key.shape() instanceof Shape.Group group && group.shorthand().isPresent()) {
      String name = group.shorthand().get();
      facts.add("Written without a map, it is `" + name + "`.");
    }
    if (!key.also().isEmpty()) {
      facts.add("Also written `" + String.join("`, `", key.also()) + "`.");
    }
    return String.join(" ", facts);
  }

  private static void below(String path, Shape shape, List<List<String>> rows) {
    switch (shape) {
      case Shape.Group group -> group.keys().forEach(key -> row(path, key, rows));
      case Shape.Table table -> below(path + "NAME.", table.value(), rows);
      case Shape.Either either -> either.shapes().forEach(each -> below(path, each, rows));
      case Shape.Rows list -> below(path, list.item(), rows);
      case Shape.Text _, Shape.Later _ -> {}
    }
  }

  private static void row(String path, Key key, List<List<String>> rows) {
    if (isNow(key)) {
      String names = String.join("`, `", names(path + key.name(), key.also()));
      String fallback = Markdown.prose(key.fallback());
      rows.add(
          List.of(
              Markdown.code(names),
              value(key.shape()),
              fallback,
              Markdown.sentence(key.description())));
      below(path + key.name() + ".", key.shape(), rows);
    }
  }

  private static List<String> names(String name, List<String> also) {
    List<String> names = new ArrayList<>(List.of(name));
    names.addAll(also);
    return names;
  }

  private static String value(Shape shape) {
    return switch (shape) {
      case Shape.Text(Form<?> form) -> form.noun() + range(form);
      case Shape.Group group ->
          group
              .shorthand()
              .flatMap(group::key)
              .map(key -> value(key.shape()) + ", or a map")
              .orElse("a map");
      case Shape.Table _ -> "a map";
      case Shape.Rows _ -> "a list";
      case Shape.Either either ->
          String.join(
              " or ",
              either.shapes().stream()
                  .filter(each -> !(each instanceof Shape.Later))
                  .map(SpecReference::value)
                  .distinct()
                  .toList());
      case Shape.Later(String noun) -> noun;
    };
  }

  /** The limits, where the noun does not say them. */
  private static String range(Form<?> form) {
    Object low = form.json().get("minimum");
    Object high = form.json().get("maximum");
    return low == null || form.noun().contains(" from ") ? "" : " from " + low + " to " + high;
  }
}
