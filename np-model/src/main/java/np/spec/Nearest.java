package np.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Nearest {
  private static final int LONGEST = 40;

  private Nearest() {}

  /** The closest of the words, when a third of the letters or fewer is wrong. */
  public static Optional<String> to(String text, Collection<String> words) {
    String typed = plain(text);
    if (typed.isEmpty() || typed.length() > LONGEST) {
      return Optional.empty();
    }
    return words.stream()
        .filter(word -> distance(typed, plain(word)) <= Math.max(1, plain(word).length() / 3))
        .min(Comparator.comparingInt(word -> distance(typed, plain(word))));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, i, j, from, to);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int step(int[][] cost, int i, int j, String from, String to) {
    int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
