package np.cli.command;

import java.util.List;
import np.cli.client.ApiProblem;
import np.cli.output.Output;
import np.model.NpException;

/**
 * {@code np __complete -- WORDS...}: the words that could stand last; never an error, never slow.
 */
final class CompleteCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax.trailing("WORDS...");
  }

  @Override
  public Outcome run(Session session) {
    List<String> words = session.arguments().trailing();
    String last = words.isEmpty() ? "" : words.getLast();
    List<String> before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
    try {
      new Candidates(session)
          .of(before, last).stream()
              .filter(candidate -> candidate.word().startsWith(last))
              .map(candidate -> candidate.word() + "\t" + candidate.text())
              .map(String::stripTrailing)
              .forEach(line -> session.output().raw(safe(line) + "\n"));
    } catch (NpException | ApiProblem e) {
      // Somebody who presses TAB wants words or nothing.
      return Outcome.success();
    }
    return Outcome.success();
  }

  private static String safe(String line) {
    int tab = line.indexOf('\t');
    return tab < 0
        ? Output.safe(line)
        : Output.safe(line.substring(0, tab)) + "\t" + Output.safe(line.substring(tab + 1));
  }
}
