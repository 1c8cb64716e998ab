package np.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the command among the arguments without building any model.
 *
 * @param words that are no options, at most two: the command is among them
 * @param rest everything but those words and what stands behind {@code --}
 * @param indexes where in {@code rest} each word stood
 * @param trailing behind {@code --}
 */
record Scan(List<String> words, List<String> rest, List<Integer> indexes, List<String> trailing) {
  /** Global options that take a value, by their short and long names. */
  private static final Map<String, String> VALUED =
      Map.of("-a", "--app", "-e", "--env", "-c", "--context", "-f", "--file", "-C", "--dir");

  private static final Set<String> LONG_VALUED =
      Set.of(
          "--app",
          "--env",
          "--context",
          "--file",
          "--dir",
          "--tenant",
          "--progress",
          "--confirm",
          "--timeout");

  /** Those short ones that no command takes for itself. */
  private static final Set<String> SHORT_VALUED = Set.of("-a", "-c", "-C", "-e");

  static Scan of(List<String> args) {
    List<String> words = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    List<Integer> indexes = new ArrayList<>();
    int end = args.indexOf("--");
    int last = end < 0 ? args.size() : end;
    for (int i = 0; i < last; i++) {
      String arg = args.get(i);
      boolean word = !arg.startsWith("-") || arg.equals("-");
      if (word && words.size() < 2) {
        words.add(arg);
        indexes.add(rest.size());
        continue;
      }
      // A command may use -f and -n for itself; before it they are the global ones.
      String name = words.isEmpty() ? before(arg) : arg;
      rest.add(name);
      if (takesValue(name) && i + 1 < last) {
        rest.add(args.get(++i));
      }
    }
    List<String> trailing = end < 0 ? List.of() : args.subList(end + 1, args.size());
    return new Scan(words, rest, indexes, trailing);
  }

  /** The options and arguments of a command of {@code count} words. */
  List<String> without(int count) {
    List<String> args = new ArrayList<>(rest);
    for (int i = words.size() - 1; i >= count; i--) {
      args.add(indexes.get(i), words.get(i));
    }
    return args;
  }

  private static String before(String arg) {
    return arg.equals("-n") ? "--dry-run" : VALUED.getOrDefault(arg, arg);
  }

  private static boolean takesValue(String name) {
    return LONG_VALUED.contains(name) || SHORT_VALUED.contains(name);
  }
}
