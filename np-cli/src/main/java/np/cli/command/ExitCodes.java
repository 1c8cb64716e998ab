package np.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import np.model.ErrorCode;

/** What the exit codes mean; {@code np help exit-codes} is made from it. */
final class ExitCodes {
  /** Every code that np itself ends with, in the words of the help page. */
  static final Map<Integer, String> MEANINGS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(0, "done"),
              Map.entry(1, "an internal error, of np or of the server"),
              Map.entry(2, "the command line is wrong"),
              Map.entry(3, "np.yaml is wrong; nothing was sent"),
              Map.entry(4, "not logged in, or not allowed"),
              Map.entry(5, "what was named does not exist"),
              Map.entry(6, "conflict: another change is under way, drift, name taken"),
              Map.entry(
                  7, "failed: a deploy, the former release is still serving; an SQL statement"),
              Map.entry(8, "deploy failed; the app is down"),
              Map.entry(9, "timed out, the outcome is not known; the way to resume is printed"),
              Map.entry(10, "the server does not answer"),
              Map.entry(11, "confirmation needed, and nobody is there to give it"),
              Map.entry(20, "np plan --exit-code: changes are pending"),
              Map.entry(125, "np run, np exec: np itself failed; else the code is the command's"),
              Map.entry(130, "interrupted (Ctrl-C); 143: ended by SIGTERM; 141: nobody reads")));

  private ExitCodes() {}

  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Exit codes. The last line that is printed always says the same as the code.");
    lines.add("");
    MEANINGS.forEach(
        (code, meaning) ->
            lines.add(String.format(Locale.ROOT, "%5d  %s%s", code, meaning, codes(code))));
    lines.add("");
    lines.add("np explain CODE tells what an error means and what to do.");
    return lines;
  }

  private static String codes(int exit) {
    List<String> codes =
        Stream.of(ErrorCode.values()).filter(c -> c.exit() == exit).map(ErrorCode::code).toList();
    return codes.isEmpty()
        ? ""
        : codes.stream().collect(Collectors.joining(" ", "\n         ", ""));
  }
}
