package np.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.client.ApiProblem;
import np.cli.client.ServerEvent;
import np.cli.client.ServerEvents;
import np.cli.json.Json;
import np.cli.json.JsonObject;
import np.cli.json.JsonReader;
import np.cli.json.NotJson;
import np.cli.output.Output;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * {@code np run -- CMD} in a sandbox of its own and {@code np exec -- CMD} beside a running
 * instance; the exit code is that of the command.
 */
record RunCommand(String verb) implements Action {
  /** What a shell and docker answer when they themselves failed. */
  private static final int OWN_FAILURE = 125;

  @Override
  public void declare(Syntax syntax) {
    syntax.argument("[APP]", "", Argument.Kind.APP).trailing("CMD...");
    syntax.flag("do not escape control characters", "--raw");
    if (verb.equals("exec")) {
      syntax.value("PROC", "which instance: web.1 or an id", "-p", "--process");
    }
    syntax.exits(Exits.COMMAND).json("np.log/1", "np.exit/1");
    syntax.note("The exit code is that of CMD; 125 when np itself failed.");
  }

  @Override
  public Outcome run(Session session) {
    List<String> command = session.arguments().trailing();
    if (command.isEmpty()) {
      throw new NpException.Invalid(
          ErrorCode.USAGE,
          "what is to be run? It stands behind --",
          "for example np " + verb + " -- env");
    }
    String app = session.app();
    JsonObject body =
        JsonObject.EMPTY
            .with("command", Json.texts(command))
            .with("instance", session.arguments().value("--process").orElse(null));
    if (session.globals().timeout().isPresent()) {
      body = body.with("timeoutSeconds", session.globals().timeout().get().toSeconds());
    }
    if (session.globals().dryRun()) {
      return session.dryRun(verb + " in " + app + ": " + String.join(" ", command));
    }
    try {
      return stream(session, ApiPath.of("apps", app, verb), body);
    } catch (NpException e) {
      return own(Report.of(e));
    } catch (ApiProblem e) {
      return own(Report.of(e.problem()));
    }
  }

  private static Outcome own(Report report) {
    Report passed =
        new Report(
            report.code(),
            report.message(),
            report.hint(),
            OWN_FAILURE,
            report.details(),
            report.diagnostics());
    return new Outcome.Failure(passed, Outcome.InStream.NO);
  }

  private static Outcome stream(Session session, ApiPath path, JsonObject body) {
    ApiClient client = session.client();
    JsonReader reader = new JsonReader();
    boolean raw = session.arguments().has("--raw");
    Output output = session.output();
    try (ServerEvents events = client.events(path, body, session.context().ids().get())) {
      for (Optional<ServerEvent> next = events.next(); next.isPresent(); next = events.next()) {
        JsonObject document = reader.readObject(next.get().data());
        output.json(document);
        if (next.get().name().equals("exit")) {
          return exit(document, output);
        }
        String text = document.text("text");
        output.raw((raw ? text : Output.safe(text)) + "\n");
      }
      throw new IOException("the server ended the stream");
    } catch (IOException | NotJson e) {
      throw new NpException.Unavailable(
          ErrorCode.UNREACHABLE,
          "the connection was lost; the command may still run: " + e.getMessage(),
          "np logs shows what it wrote",
          e);
    }
  }

  private static Outcome exit(JsonObject document, Output output) {
    int code = (int) document.whole("code");
    if (code != 0 && !document.text("why").isEmpty()) {
      output.note(Output.safe(document.text("why")));
    }
    return new Outcome.Answer(code);
  }
}
