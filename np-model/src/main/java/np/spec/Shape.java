package np.spec;

import java.util.List;
import java.util.Optional;

/** What a value of np.yaml looks like. */
public sealed interface Shape {
  /** For messages: {@code a map}, {@code a number from 0 to 1000}. */
  String noun();

  /** A scalar. */
  record Text(Form<?> form) implements Shape {
    @Override
    public String noun() {
      return form.noun();
    }
  }

  /**
   * A map with known keys.
   *
   * @param shorthand the key that a scalar in place of the map stands for
   */
  record Group(List<Key> keys, Optional<String> shorthand) implements Shape {
    public Group {
      keys = List.copyOf(keys);
    }

    static Group of(Key... keys) {
      return new Group(List.of(keys), Optional.empty());
    }

    static Group shorthand(Key... keys) {
      return new Group(List.of(keys), Optional.of(keys[0].name()));
    }

    /** The key with this name or synonym. */
    public Optional<Key> key(String name) {
      return keys.stream()
          .filter(key -> key.name().equals(name) || key.also().contains(name))
          .findFirst();
    }

    @Override
    public String noun() {
      return shorthand
          .flatMap(this::key)
          .map(key -> key.shape().noun() + " or a map")
          .orElse("a map");
    }
  }

  /**
   * A map with names of the author's choice.
   *
   * @param name what a name may be
   * @param entry what one entry is called, for messages
   * @param value what stands behind each name
   */
  record Table(Form<?> name, String entry, Shape value) implements Shape {
    @Override
    public String noun() {
      return "a map";
    }
  }

  /** A list. */
  record Rows(Shape item) implements Shape {
    @Override
    public String noun() {
      return "a list";
    }
  }

  /** Several shapes, told apart by being scalar, map or list. */
  record Either(List<Shape> shapes) implements Shape {
    public Either {
      shapes = List.copyOf(shapes);
    }

    static Either of(Shape... shapes) {
      return new Either(List.of(shapes));
    }

    @Override
    public String noun() {
      return String.join(" or ", shapes.stream().map(Shape::noun).toList());
    }
  }

  /** A map that is known but not available yet. */
  record Later(String noun) implements Shape {}
}
