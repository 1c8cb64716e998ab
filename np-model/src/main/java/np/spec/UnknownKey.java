package np.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.Printable;

/**
 * A key that may not belong where it stands.
 *
 * @param entry the key and its value
 * @param previous the entry before it in the same map
 * @param shape of the map that it is in
 * @param place of that map
 */
record UnknownKey(Yaml.Entry entry, Optional<Yaml.Entry> previous, Shape.Group shape, Place place) {

  Diagnostic diagnostic() {
    String name = Printable.escape(entry.key().text());
    return Diagnostic.error(
        ErrorCode.SPEC_UNKNOWN_KEY,
        entry.key().span(),
        "unknown key `" + name + "` " + place.words(),
        help());
  }

  private String help() {
    return underPrevious()
        .or(this::misspelt)
        .or(this::foreignName)
        .or(this::ofTopLevel)
        .or(this::ofGroup)
        .orElseGet(this::allowed);
  }

  /** {@code processes:} and then {@code worker:} without the two spaces. */
  private Optional<String> underPrevious() {
    return previous
        .filter(before -> before.value() instanceof Yaml.Scalar scalar && scalar.isNull())
        .filter(before -> shape.key(before.key().text()).filter(this::takes).isPresent())
        .map(before -> "if it belongs to `" + before.key().text() + "`, indent it by two spaces");
  }

  private boolean takes(Key key) {
    return takes(key.shape());
  }

  private boolean takes(Shape candidate) {
    return switch (candidate) {
      case Shape.Group group -> group.key(entry.key().text()).isPresent();
      case Shape.Table _ -> true;
      case Shape.Either either -> either.shapes().stream().anyMatch(this::takes);
      case Shape.Text _ -> false;
      case Shape.Rows _ -> false;
      case Shape.Later _ -> false;
    };
  }

  private Optional<String> misspelt() {
    return Nearest.to(entry.key().text(), names()).map(name -> "did you mean `" + name + "`?");
  }

  private Optional<String> foreignName() {
    String name = entry.key().text();
    return shape.keys().stream()
        .filter(key -> Nearest.to(name, key.elsewhere()).isPresent())
        .findFirst()
        .map(key -> "did you mean `" + key.name() + "`?");
  }

  private Optional<String> ofTopLevel() {
    return !place.equals(Place.TOP) && Schema.TOP.key(entry.key().text()).isPresent()
        ? Optional.of("it is a key of the top level: write it in column 1")
        : Optional.empty();
  }

  /** {@code interval:} beside {@code health_check:} instead of in it. */
  private Optional<String> ofGroup() {
    List<String> owners = new ArrayList<>();
    for (Key key : shape.keys()) {
      if (key.availability() == Key.Availability.NOW && takesDirectly(key.shape())) {
        owners.add("`" + key.name() + "`");
      }
    }
    return owners.isEmpty()
        ? Optional.empty()
        : Optional.of("it belongs into " + String.join(" or ", owners) + ", indented below it");
  }

  private boolean takesDirectly(Shape candidate) {
    return candidate instanceof Shape.Group group && group.key(entry.key().text()).isPresent();
  }

  private String allowed() {
    return place.equals(Place.TOP)
        ? "keys of your own start with x-; all keys: np config schema"
        : "allowed here: " + String.join(", ", names());
  }

  private List<String> names() {
    return shape.keys().stream().map(Key::name).toList();
  }
}
