package np.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import np.cli.json.JsonObject;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** {@code np explain NP0511}: what an error means, its usual causes, what to do; offline. */
final class ExplainCommand implements Action {
  static final String FILE = "explain.md";

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[CODE]", "for example NP0511; else all of them", Argument.Kind.CODE)
        .exits(Exits.NAME)
        .json("np.explain/1");
  }

  @Override
  public Outcome run(Session session) {
    Optional<String> code = session.arguments().only("[CODE]");
    return code.isEmpty() ? all(session) : one(session, code.get());
  }

  private static Outcome all(Session session) {
    JsonObject document = JsonObject.of("np.explain/1");
    for (ErrorCode entry : ErrorCode.values()) {
      session.output().data(entry.code() + "  exit " + entry.exit() + "  " + entry.title());
      document = document.with(entry.code(), entry.title());
    }
    session.output().json(document);
    return Outcome.success();
  }

  private static Outcome one(Session session, String typed) {
    String wanted = typed.toUpperCase(Locale.ROOT).replaceFirst("^(?=[0-9]{4}$)", "NP");
    ErrorCode code = ErrorCode.of(wanted).orElseThrow(() -> unknown(typed, wanted));
    List<String> text = new Texts(FILE).chapter(code.code()).orElse(List.of());
    session
        .output()
        .data(
            session.output().look().out().bold(code.code())
                + ": "
                + code.title()
                + " (exit "
                + code.exit()
                + ")");
    session.output().data("");
    text.forEach(session.output()::data);
    session
        .output()
        .json(
            JsonObject.of("np.explain/1")
                .with("code", code.code())
                .with("title", code.title())
                .with("exit", code.exit())
                .with("text", String.join("\n", text)));
    return Outcome.success();
  }

  private static NpException unknown(String typed, String wanted) {
    List<String> codes = List.of(ErrorCode.values()).stream().map(ErrorCode::code).toList();
    String near = Nearest.of(wanted, codes).map(code -> "; is it " + code + "?").orElse("");
    return new NpException.NotFound(
        ErrorCode.NOT_FOUND,
        "no error has the code " + Printable.escape(typed) + near,
        "np explain lists all of them");
  }
}
