package np.cli.command;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The nearest known word to a mistyped one (Damerau-Levenshtein, adjacent swaps count as one). */
final class Nearest {
  private Nearest() {}

  /** Empty when nothing is near: more than a third of the letters differ. */
  static Optional<String> of(String typed, Collection<String> known) {
    int most = Math.max(1, (typed.length() + 1) / 3);
    return known.stream()
        .min(
            Comparator.comparingInt((String word) -> distance(typed, word))
                .thenComparing(word -> word))
        .filter(word -> distance(typed, word) <= most);
  }

  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cell(a, b, new int[] {i, j}, cost);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cell(String a, String b, int[] at, int[][] cost) {
    int i = at[0];
    int j = at[1];
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
