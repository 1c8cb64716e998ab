package np.server.databases;

import java.util.List;
import java.util.random.RandomGenerator;
import np.model.DatabaseLabel;
import np.model.DatabaseName;

/** Makes names up: of databases that were given none, and of labels that were given before. */
final class Names {
  private static final List<String> QUALITIES =
      List.of(
          "amber", "autumn", "bold", "brave", "bright", "calm", "clear", "clever", "cool", "crisp",
          "dawn", "deep", "early", "eager", "fair", "fleet", "fresh", "gentle", "golden", "grand",
          "green", "happy", "hidden", "icy", "jolly", "keen", "kind", "late", "light", "lively",
          "lucky", "mellow", "misty", "noble", "patient", "plain", "proud", "quick", "quiet",
          "rapid", "red", "rustic", "shiny", "silent", "silver", "small", "snowy", "soft", "solid",
          "steady", "still", "sunny", "swift", "tidy", "tiny", "vast", "warm", "wide", "wild",
          "winter", "wise", "young");
  private static final List<String> THINGS =
      List.of(
          "acorn",
          "bay",
          "birch",
          "bird",
          "brook",
          "canyon",
          "cedar",
          "cliff",
          "cloud",
          "coast",
          "comet",
          "creek",
          "dune",
          "ember",
          "falcon",
          "fern",
          "field",
          "firefly",
          "fjord",
          "fog",
          "forest",
          "fox",
          "garden",
          "glade",
          "glacier",
          "grove",
          "harbor",
          "hare",
          "heron",
          "hill",
          "island",
          "lake",
          "lantern",
          "leaf",
          "linden",
          "lynx",
          "maple",
          "marsh",
          "meadow",
          "moon",
          "moss",
          "mountain",
          "oak",
          "ocean",
          "orchard",
          "otter",
          "owl",
          "pebble",
          "pine",
          "pond",
          "prairie",
          "rain",
          "reed",
          "ridge",
          "river",
          "shore",
          "sky",
          "spring",
          "star",
          "stone",
          "stream",
          "sun",
          "valley",
          "wave",
          "willow",
          "wind");
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int SUFFIX = 5;

  private final RandomGenerator random;

  Names(RandomGenerator random) {
    this.random = random;
  }

  /** {@code quiet-river-42}. */
  DatabaseName name() {
    return new DatabaseName(pick(QUALITIES) + "-" + pick(THINGS) + "-" + random.nextInt(10, 100));
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }

  /** {@code shop-x7k2q}: what a database is called outside when another one was called so first. */
  DatabaseLabel label(DatabaseName name) {
    StringBuilder label = new StringBuilder(name.value()).append('-');
    random.ints(SUFFIX, 0, LETTERS.length()).forEach(index -> label.append(LETTERS.charAt(index)));
    return new DatabaseLabel(label.toString());
  }
}
