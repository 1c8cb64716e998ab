package np.cli.command;

import java.util.List;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses the options and arguments of the one command that was typed. */
final class Parser {
  private final Entry entry;
  private final Syntax syntax;

  Parser(Entry entry, Syntax syntax) {
    this.entry = entry;
    this.syntax = syntax;
  }

  Session.Typed parse(List<String> args, List<String> trailing) {
    CommandLine line = new CommandLine(syntax.complete());
    line.setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setOverwrittenOptionsAllowed(true)
        .setTrimQuotes(false)
        .setUnmatchedOptionsArePositionalParams(false);
    try {
      CommandLine.ParseResult parsed = line.parseArgs(args.toArray(String[]::new));
      Globals globals = new Globals(parsed);
      if (!globals.help() && !trailing.isEmpty() && syntax.trailing().isEmpty()) {
        throw usage("the command takes nothing behind --");
      }
      return new Session.Typed(globals, new Arguments(parsed, trailing));
    } catch (UnmatchedArgumentException e) {
      throw usage(unmatched(e));
    } catch (ParameterException e) {
      String message = e.getMessage();
      throw usage(
          message == null ? "the command line is not understood" : Printable.escape(message));
    }
  }

  private static String unmatched(UnmatchedArgumentException problem) {
    String first = problem.getUnmatched().getFirst();
    List<String> near = problem.getSuggestions();
    String wrong =
        problem.isUnknownOption()
            ? "no option " + Printable.escape(first)
            : "\"" + Printable.escape(first) + "\" is too much";
    return near.isEmpty() ? wrong : wrong + ". Did you mean " + near.getFirst() + "?";
  }

  private NpException usage(String message) {
    return new NpException.Invalid(ErrorCode.USAGE, message, "see np " + entry.words() + " --help");
  }
}
