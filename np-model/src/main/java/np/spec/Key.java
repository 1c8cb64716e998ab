package np.spec;

import java.util.List;

/**
 * A key of np.yaml: what checks it, what documents it, what shows it in an editor.
 *
 * @param name as it is written
 * @param shape what may stand behind it
 * @param description one sentence
 * @param fallback what holds when it is left out, may be empty
 * @param example lines for a commented file, may be empty
 * @param availability whether this version of np can do it
 * @param also other names that are accepted
 * @param elsewhere what other platforms call it, for hints
 */
public record Key(
    String name,
    Shape shape,
    String description,
    String fallback,
    String example,
    Availability availability,
    List<String> also,
    List<String> elsewhere) {
  public Key {
    also = List.copyOf(also);
    elsewhere = List.copyOf(elsewhere);
  }

  /** Whether this version of np can do it. */
  public enum Availability {
    NOW,
    LATER
  }

  static Key of(String name, Shape shape, String description) {
    return new Key(name, shape, description, "", "", Availability.NOW, List.of(), List.of());
  }

  static Key of(String name, Form<?> form, String description) {
    return of(name, new Shape.Text(form), description);
  }

  /** Known, so that nobody thinks it was misspelt, but refused. */
  static Key later(String name, String description) {
    return new Key(
        name, new Shape.Later(name), description, "", "", Availability.LATER, List.of(), List.of());
  }

  Key fallback(String text) {
    return new Key(name, shape, description, text, example, availability, also, elsewhere);
  }

  Key example(String text) {
    return new Key(name, shape, description, fallback, text, availability, also, elsewhere);
  }

  Key also(String... names) {
    return new Key(
        name, shape, description, fallback, example, availability, List.of(names), elsewhere);
  }

  Key elsewhere(String... names) {
    return new Key(name, shape, description, fallback, example, availability, also, List.of(names));
  }
}
