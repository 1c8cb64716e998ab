package np.cli.command;

import java.util.List;
import java.util.Optional;
import np.cli.json.JsonObject;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** {@code np help [COMMAND|TOPIC]}. */
final class HelpCommand implements Action {
  static final String FILE = "help.md";

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument(
            "[COMMAND|TOPIC]",
            "topics: exit-codes, environment, json, grammar",
            Argument.Kind.TOPIC)
        .json("np.help/1");
  }

  @Override
  public Outcome run(Session session) {
    CommandTable table = Commands.table();
    String wanted = String.join(" ", session.arguments().plain());
    List<String> lines = lines(table, wanted);
    lines.forEach(session.output()::data);
    if (session.output().isJson()) {
      session
          .output()
          .json(
              wanted.isEmpty()
                  ? new HelpDocument(table).document()
                  : JsonObject.of("np.help/1")
                      .with("topic", wanted)
                      .with("text", String.join("\n", lines)));
    }
    return Outcome.success();
  }

  private static List<String> lines(CommandTable table, String wanted) {
    HelpPage page = new HelpPage(table);
    if (wanted.isEmpty()) {
      return page.overview();
    }
    Optional<Entry> command = table.find(wanted);
    if (command.isPresent()) {
      return page.command(command.get());
    }
    if (!table.under(wanted).isEmpty()) {
      return page.noun(wanted);
    }
    if (wanted.equals("exit-codes")) {
      return ExitCodes.lines();
    }
    return new Texts(FILE).chapter(wanted).orElseThrow(() -> unknown(table, wanted));
  }

  private static NpException unknown(CommandTable table, String wanted) {
    String near =
        table
            .nearest(List.of(wanted.split(" ", -1)))
            .map(word -> " Did you mean " + word + "?")
            .orElse("");
    return new NpException.Invalid(
        ErrorCode.UNKNOWN_COMMAND,
        "no command or topic " + Printable.escape(wanted) + "." + near,
        "np help lists the commands; topics: exit-codes, "
            + String.join(", ", new Texts(FILE).names()));
  }
}
