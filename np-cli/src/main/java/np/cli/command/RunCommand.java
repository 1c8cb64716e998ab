package np.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.client.ApiProblem;
import np.cli.client.ServerEvent;
import np.cli.client.ServerEvents;
import np.cli.client.ServerSession;
import np.cli.host.Tty;
import np.cli.json.Json;
import np.cli.json.JsonObject;
import np.cli.json.JsonReader;
import np.cli.json.NotJson;
import np.cli.output.Output;
import np.model.ErrorCode;
import np.model.NpException;
import np.spi.Terminal;

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
    if (verb.equals("exec")) {
      syntax.value("PROC", "which instance: web.1 or an id", "-p", "--process");
    } else {
      syntax.flag("start it and leave it alone; np logs shows its output", "--detach");
    }
    syntax
        .flag("give it a terminal, whatever this is", "-t", "--tty")
        .flag("give it no terminal", "-T", "--no-tty")
        .flag("do not escape control characters", "--raw")
        .exits(Exits.COMMAND);
    if (verb.equals("exec")) {
      syntax.json("np.log/1", "np.exit/1");
    } else {
      syntax.json("np.log/1", "np.exit/1", "np.run/1");
    }
    syntax
        .note("Standard input, output and error are those of CMD, byte by byte.")
        .note("CMD gets a terminal when both input and output here are one.")
        .note("Ctrl-C goes to CMD; without a terminal, the second one hangs up.")
        .note(
            "When np "
                + verb
                + " ends or loses its connection, CMD gets SIGHUP, 5 s later SIGKILL.");
    if (verb.equals("run")) {
      syntax.note("--detach starts one that goes on alone.");
    }
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
    refuseContradictions(session);
    String app = session.app();
    if (session.globals().dryRun()) {
      return session.dryRun(verb + " in " + app + ": " + String.join(" ", command));
    }
    ApiPath path = ApiPath.of("apps", app, verb);
    JsonObject order = order(session, command);
    try {
      return has(session, "--detach")
          ? detached(session, path, order, app)
          : attached(session, path, order);
    } catch (NpException e) {
      return own(Report.of(e));
    } catch (ApiProblem e) {
      return own(Report.of(e.problem()));
    }
  }

  private boolean has(Session session, String option) {
    boolean known = verb.equals("run") || !option.equals("--detach");
    return known && session.arguments().has(option);
  }

  private void refuseContradictions(Session session) {
    if (!has(session, "--tty")) {
      return;
    }
    String other = session.output().isJson() ? "--json" : "--detach";
    if (has(session, "--no-tty")) {
      other = "--no-tty";
    } else if (!session.output().isJson() && !has(session, "--detach")) {
      return;
    }
    throw new NpException.Invalid(
        ErrorCode.USAGE, "--tty and " + other + " exclude each other", "leave one of them out");
  }

  private static JsonObject order(Session session, List<String> command) {
    JsonObject order =
        JsonObject.EMPTY
            .with("command", Json.texts(command))
            .with("instance", session.arguments().value("--process").orElse(null));
    return session.globals().timeout().isPresent()
        ? order.with("timeoutSeconds", session.globals().timeout().get().toSeconds())
        : order;
  }

  private Outcome attached(Session session, ApiPath path, JsonObject order) {
    Optional<Terminal> terminal = terminal(session);
    ApiClient client = session.client();
    try (ServerSession server = client.session(path, with(order, terminal))) {
      return new AttachedCommand(session, server, terminal).run();
    } catch (IOException e) {
      throw client.unavailable(e);
    }
  }

  /** As wished, else by what this process has. */
  private Optional<Terminal> terminal(Session session) {
    Tty tty = session.context().tty();
    boolean sits = tty.in() && tty.out() && !session.output().isJson();
    if (has(session, "--no-tty") || !(has(session, "--tty") || sits)) {
      return Optional.empty();
    }
    Tty.Size size = tty.size().get();
    String type = session.context().env().getOrDefault("TERM", "");
    Terminal.Size shape = new Terminal.Size(size.width(), size.height());
    return Optional.of(new Terminal(type.isEmpty() ? "dumb" : type, shape));
  }

  private static JsonObject with(JsonObject order, Optional<Terminal> terminal) {
    if (terminal.isEmpty()) {
      return order;
    }
    return order.with(
        "terminal",
        JsonObject.EMPTY
            .with("type", terminal.get().type())
            .with("columns", terminal.get().size().columns())
            .with("rows", terminal.get().size().rows()));
  }

  private static Outcome detached(Session session, ApiPath path, JsonObject order, String app) {
    ApiClient client = session.client();
    try (ServerEvents events = client.events(path, order, session.context().ids().get())) {
      ServerEvent first =
          events.next().orElseThrow(() -> new IOException("the server ended the stream"));
      JsonObject started = new JsonReader().readObject(first.data());
      session.output().json(started);
      String id = Output.safe(started.text("instance"));
      return Outcome.success("Started " + id + "   np logs " + Output.safe(app) + " -f -p " + id);
    } catch (IOException e) {
      throw client.unavailable(e);
    } catch (NotJson e) {
      throw new NpException.Unavailable(
          ErrorCode.UNREACHABLE,
          "what answers is not np: " + e.getMessage(),
          "see np context list");
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
}
