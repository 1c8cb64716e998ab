package np.cli.command;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.cli.client.Contexts;
import np.cli.client.Server;
import np.cli.client.Servers;
import np.cli.json.Json;
import np.cli.json.JsonArray;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.output.Table;
import np.model.ErrorCode;
import np.model.NpException;

/** {@code np context list|use|add|rm}. */
final class ContextCommands {
  private ContextCommands() {}

  /** {@code np context list}. */
  static final class Show implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax.json("np.contexts/1");
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(0, "");
      Contexts contexts = session.servers().file().read();
      List<Server> all = new ArrayList<>(contexts.known());
      if (contexts.named(Servers.LOCAL).isEmpty()) {
        session.servers().local().ifPresent(all::add);
      }
      String current = session.server().map(Server::name).orElse("");
      Table table = new Table(" ", "CONTEXT", "URL", "TENANT");
      List<Json> rows = new ArrayList<>();
      for (Server server : all) {
        String mark = server.name().equals(current) ? "*" : "";
        String tenant = server.tenant().orElse("");
        table.row(mark, server.name(), server.url().toString(), tenant);
        rows.add(
            JsonObject.EMPTY
                .with("name", server.name())
                .with("url", server.url().toString())
                .with("tenant", tenant)
                .with("current", server.name().equals(current)));
      }
      session.output().json(JsonObject.of("np.contexts/1").with("contexts", new JsonArray(rows)));
      if (table.isEmpty()) {
        return Outcome.success(
            "No server is known. np deploy starts one here; np login URL adds one.");
      }
      table.lines().forEach(session.output()::data);
      return Outcome.success();
    }
  }

  /** {@code np context use}. */
  static final class Use implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax.argument("CONTEXT", "", Argument.Kind.CONTEXT).exits(Exits.NAME).json("np.context/1");
    }

    @Override
    public Outcome run(Session session) {
      String name = session.arguments().required("CONTEXT");
      Contexts contexts = session.servers().file().read();
      if (contexts.named(name).isEmpty() && !name.equals(Servers.LOCAL)) {
        throw unknown(name, contexts);
      }
      if (session.globals().dryRun()) {
        return session.dryRun("use context " + name);
      }
      session.servers().file().write(contexts.use(name));
      session.output().json(JsonObject.of("np.context/1").with("name", name).with("current", true));
      return Outcome.success("Using " + Output.safe(name) + " from now on.");
    }
  }

  /** {@code np context add}. */
  static final class Add implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("NAME", "", Argument.Kind.ANYTHING)
          .argument("URL", "", Argument.Kind.ANYTHING)
          .exits(Exits.CONFLICT, Exits.CONFIRMATION)
          .json("np.context/1")
          .note("The token is asked for or read from stdin; np login does the same and checks it.");
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(2, "NAME URL");
      List<String> given = session.arguments().plain();
      if (given.size() != 2) {
        throw new NpException.Invalid(
            ErrorCode.USAGE,
            "NAME and URL are needed",
            "np context add prod https://np.example.com");
      }
      String name = given.getFirst();
      URI url = Servers.url(given.get(1));
      if (session.globals().dryRun()) {
        return session.dryRun("add context " + name + " for " + url);
      }
      String tenant = session.globals().tenant();
      Server server =
          new Server(
              name,
              url,
              Optional.of(Tokens.ask(session)),
              tenant.isEmpty() ? Optional.empty() : Optional.of(tenant));
      Contexts contexts = session.servers().file().read();
      session.servers().file().write(contexts.with(server));
      session
          .output()
          .json(JsonObject.of("np.context/1").with("name", name).with("url", url.toString()));
      return Outcome.success(
          "Added " + Output.safe(name) + ". Use it: np context use " + Output.safe(name));
    }
  }

  /** {@code np context rm}. */
  static final class Remove implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax.argument("CONTEXT", "", Argument.Kind.CONTEXT).exits(Exits.NAME).json("np.context/1");
    }

    @Override
    public Outcome run(Session session) {
      String name = session.arguments().required("CONTEXT");
      Contexts contexts = session.servers().file().read();
      if (contexts.named(name).isEmpty()) {
        throw unknown(name, contexts);
      }
      if (session.globals().dryRun()) {
        return session.dryRun("remove context " + name);
      }
      session.servers().file().write(contexts.without(name));
      session.output().json(JsonObject.of("np.context/1").with("name", name).with("removed", true));
      return Outcome.success("Removed " + Output.safe(name) + " from this machine.");
    }
  }

  private static NpException unknown(String name, Contexts contexts) {
    List<String> names = contexts.known().stream().map(Server::name).toList();
    String near =
        Nearest.of(name, names).map(word -> " Close: " + Output.safe(word) + ".").orElse("");
    return new NpException.NotFound(
        ErrorCode.NOT_FOUND, "no context " + Output.safe(name) + "." + near, "see np context list");
  }
}
