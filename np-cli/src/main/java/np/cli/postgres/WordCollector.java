package np.cli.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects the words of a statement and knows whether it stands in a BEGIN ATOMIC body. */
final class WordCollector {
  private static final int MOST_WORDS = 64;
  private static final int LONGEST_WORD = 64;
  private static final Set<String> ROUTINES = Set.of("function", "procedure");

  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private int bodies;

  /** Whether the byte is part of a word. {@code u&'…'} counts as the prefix u&. */
  boolean takes(int b) {
    boolean part =
        Bytes.isName(b, false)
            || (b == '$' && !word.isEmpty())
            || (b == '&' && word.length() == 1 && word.charAt(0) == 'u');
    if (part && word.length() < LONGEST_WORD) {
      word.append(b >= 'A' && b <= 'Z' ? (char) (b | 0x20) : (char) b);
    }
    return part;
  }

  /** The word that has just ended, empty when there was none. */
  String end(int parentheses) {
    if (word.isEmpty()) {
      return "";
    }
    String ended = word.toString();
    word.setLength(0);
    if (parentheses == 0) {
      if (words.size() < MOST_WORDS) {
        words.add(ended);
      }
      body(ended);
    }
    return ended;
  }

  boolean isInBody() {
    return bodies > 0;
  }

  Words words() {
    return new Words(words);
  }

  void reset() {
    words.clear();
    word.setLength(0);
    bodies = 0;
  }

  private void body(String ended) {
    if (!isRoutine()) {
      return;
    }
    switch (ended) {
      case "begin" -> bodies++;
      case "case" -> bodies += bodies > 0 ? 1 : 0;
      case "end" -> bodies -= bodies > 0 ? 1 : 0;
      default -> {}
    }
  }

  private boolean isRoutine() {
    if (words.size() < 2 || !words.getFirst().equals("create")) {
      return false;
    }
    boolean replace = words.size() > 3 && words.get(1).equals("or");
    return ROUTINES.contains(words.get(replace ? 3 : 1));
  }
}
