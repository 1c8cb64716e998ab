package np.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import np.cli.client.ApiProblem;
import np.cli.host.CliContext;
import np.cli.output.Look;
import np.cli.output.Output;
import np.cli.output.OutputClosed;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** Finds the command that was typed, runs it, and turns however it ends into one exit code. */
public final class Runner {
  /** 128 and SIGPIPE, as a shell would say. */
  private static final int BROKEN_PIPE = 141;

  private final CliContext context;
  private final CommandTable table;

  public Runner(CliContext context, CommandTable table) {
    this.context = context;
    this.table = table;
  }

  public int run(List<String> args) {
    Output fallback = output(args.contains("--json") ? JSON : TEXT, "auto");
    try {
      return dispatch(Scan.of(args), fallback);
    } catch (OutputClosed e) {
      return BROKEN_PIPE;
    }
  }

  private static final Look.Flags TEXT = new Look.Flags(false, false, false);
  private static final Look.Flags JSON = new Look.Flags(true, false, false);

  private int dispatch(Scan scan, Output fallback) {
    Optional<Entry> entry = entry(scan);
    if (entry.isPresent()) {
      return run(entry.get(), scan, fallback);
    }
    boolean help = scan.rest().contains("--help") || scan.rest().contains("-h");
    if (scan.words().isEmpty()) {
      return overview(scan, help, fallback);
    }
    if (help && !table.under(scan.words().getFirst()).isEmpty()) {
      new HelpPage(table).noun(scan.words().getFirst()).forEach(fallback::data);
      return 0;
    }
    return new Reporter(fallback).end(failure(unknown(scan.words())));
  }

  private Optional<Entry> entry(Scan scan) {
    List<String> words = scan.words();
    if (words.isEmpty()) {
      return scan.rest().contains("--version") ? table.find("version") : Optional.empty();
    }
    Optional<Entry> both =
        words.size() > 1 ? table.find(words.get(0) + " " + words.get(1)) : Optional.empty();
    return both.or(() -> table.find(words.getFirst()));
  }

  private int overview(Scan scan, boolean help, Output output) {
    Optional<String> wrong =
        scan.rest().stream().filter(arg -> !help && arg.startsWith("-")).findFirst();
    if (wrong.isPresent() && !output.isJson()) {
      NpException missing =
          new NpException.Invalid(
              ErrorCode.USAGE, "a command is missing", "np help lists all of them");
      return new Reporter(output).end(failure(missing));
    }
    if (output.isJson()) {
      output.json(new HelpDocument(table).document());
    }
    new HelpPage(table).overview().forEach(output::data);
    return 0;
  }

  private int run(Entry entry, Scan scan, Output fallback) {
    Output output = fallback;
    Outcome outcome;
    try {
      Action action = entry.action().get();
      Syntax syntax = new Syntax(entry.words());
      action.declare(syntax);
      int words = entry.words().indexOf(' ') < 0 ? 1 : 2;
      List<String> args = scan.words().isEmpty() ? List.of() : scan.without(words);
      Session.Typed typed = new Parser(entry, syntax).parse(args, scan.trailing());
      output = output(typed.globals().look(), progress(typed.globals()));
      if (typed.globals().help()) {
        new HelpPage(table).command(entry).forEach(output::data);
        return 0;
      }
      Session session = new Session(context, typed, output, directory(typed.globals()));
      outcome = outcome(() -> action.run(session), output);
    } catch (NpException e) {
      outcome = failure(e);
    }
    return new Reporter(output).end(outcome);
  }

  private static Outcome outcome(Supplier<Outcome> command, Output output) {
    try {
      return command.get();
    } catch (NpException e) {
      return failure(e);
    } catch (ApiProblem e) {
      return new Outcome.Failure(Report.of(e.problem()), Outcome.InStream.NO);
    } catch (Reported e) {
      return new Outcome.Failure(e.report(), Outcome.InStream.NO);
    } catch (OutputClosed e) {
      throw e;
    } catch (RuntimeException e) {
      // The edge of the CLI: a bug must end in an exit code and a trace, not in silence.
      output.alarm(new Trace(e).text());
      Report report =
          Report.of(ErrorCode.INTERNAL, "np failed: " + e, "please report the lines above");
      return new Outcome.Failure(report, Outcome.InStream.NO);
    }
  }

  private NpException unknown(List<String> words) {
    String first = words.getFirst();
    if (words.size() == 1 && !table.under(first).isEmpty()) {
      List<String> verbs = table.under(first).stream().map(Entry::words).toList();
      return new NpException.Invalid(
          ErrorCode.USAGE, "which one? np " + String.join(", np ", verbs), "");
    }
    boolean noun = words.size() > 1 && !table.under(first).isEmpty();
    String typed = Printable.escape(noun ? first + " " + words.get(1) : first);
    String near = table.nearest(words).map(word -> ". Did you mean np " + word + "?").orElse("");
    return new NpException.Invalid(
        ErrorCode.UNKNOWN_COMMAND,
        "no command " + typed + near + (near.isEmpty() ? "" : " (not run)"),
        "np help lists all of them");
  }

  private Path directory(Globals globals) {
    Path directory = context.cwd().resolve(globals.directory().orElse("")).normalize();
    if (!Files.isDirectory(directory)) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          Printable.escape(directory.toString()) + " is not a directory",
          "-C takes an existing one");
    }
    return directory;
  }

  private static String progress(Globals globals) {
    String wish = globals.progress();
    if (!List.of("auto", "tty", "plain", "json").contains(wish)) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "--progress " + Printable.escape(wish) + " is not known",
          "write auto, tty, plain or json");
    }
    return wish;
  }

  private Output output(Look.Flags flags, String progress) {
    return new Output(
        context.streams(), Look.decide(flags, progress, context.env(), context.tty()));
  }

  private static Outcome failure(NpException e) {
    return new Outcome.Failure(Report.of(e), Outcome.InStream.NO);
  }
}
