package np.cli.sql;

import java.util.Locale;
import java.util.Set;
import np.cli.postgres.Words;

/** What a statement without rows has done, much as the server's command tag says it. */
final class Tag {
  private static final Set<String> COUNTED =
      Set.of("insert", "update", "delete", "merge", "copy", "select", "with", "move");

  private static final Set<String> OF_TWO_WORDS = Set.of("create", "alter", "drop", "refresh");

  /** Words between the verb and what it is done to. */
  private static final Set<String> BETWEEN =
      Set.of(
          "or",
          "replace",
          "unique",
          "temp",
          "temporary",
          "unlogged",
          "global",
          "local",
          "recursive",
          "trusted",
          "procedural",
          "constraint");

  private Tag() {}

  static String of(Words words, long count) {
    String verb = words.first().toUpperCase(Locale.ROOT);
    if (COUNTED.contains(words.first())) {
      return verb + " " + Math.max(0, count);
    }
    if (!OF_TWO_WORDS.contains(words.first())) {
      return verb;
    }
    int index = 1;
    while (BETWEEN.contains(words.at(index))) {
      index++;
    }
    return (verb + " " + words.at(index).toUpperCase(Locale.ROOT)).strip();
  }
}
