package np.cli.command;

import java.util.List;
import np.cli.client.ApiPath;
import np.cli.json.Json;
import np.cli.json.JsonArray;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.output.Table;
import np.model.EnvName;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** {@code np env list|set|unset}: plain variables. */
final class EnvCommands {
  private EnvCommands() {}

  /** {@code np env list}. */
  static final class Show implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax.argument("[APP]", "", Argument.Kind.APP).exits(Exits.SERVER).json("np.env/1");
    }

    @Override
    public Outcome run(Session session) {
      JsonObject env = session.client().get(ApiPath.of("apps", session.app(), "env"));
      Output output = session.output();
      output.json(env);
      Table table = new Table("NAME", "VALUE", "FROM");
      env.textMap("set").forEach((name, value) -> table.row(name, value, "np env set"));
      env.textMap("file")
          .forEach(
              (name, value) -> {
                String from =
                    env.textMap("set").containsKey(name) ? "np.yaml (not used)" : "np.yaml";
                table.row(name, value, from);
              });
      if (table.isEmpty()) {
        return Outcome.success("No variables. Set one: np env set NAME=VALUE");
      }
      table.lines().forEach(output::data);
      return Outcome.success();
    }
  }

  /** {@code np env set}. */
  static final class Put implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("[APP]", "", Argument.Kind.APP)
          .argument("NAME=VALUE...", "", Argument.Kind.VARIABLE)
          .flag("return at once", "-d", "--detach")
          .exits(Exits.SERVER, Exits.DEPLOYMENT)
          .json("np.event/1", "np.deployment/1")
          .note("Makes a new release with the same build. Secrets: np secrets set NAME");
    }

    @Override
    public Outcome run(Session session) {
      Names given = Names.ofPairs(session);
      if (given.names().isEmpty()) {
        throw new NpException.Invalid(
            ErrorCode.USAGE, "which variable?", "for example np env set LOG_LEVEL=debug");
      }
      JsonObject set = JsonObject.EMPTY;
      for (String pair : given.names()) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
          throw new NpException.Invalid(
              ErrorCode.USAGE,
              Printable.escape(pair) + " has no value",
              "write it as " + Printable.escape(pair) + "=VALUE");
        }
        set = set.with(new EnvName(pair.substring(0, equals)).value(), pair.substring(equals + 1));
      }
      String app = session.app(given.app());
      String told = "set " + String.join(", ", set.members().keySet()) + " of " + app;
      return patch(session, app, "env", new Patch(set, List.of(), told));
    }
  }

  /** {@code np env unset} and {@code np secrets unset}. */
  record Remove(String kind) implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("[APP]", "", Argument.Kind.APP)
          .argument(
              "NAME...", "", kind.equals("env") ? Argument.Kind.VARIABLE : Argument.Kind.SECRET)
          .flag("return at once", "-d", "--detach")
          .exits(Exits.SERVER, Exits.DEPLOYMENT)
          .json("np.event/1", "np.deployment/1")
          .note("The first of several names is the app if it is in lower case; else use -a.");
    }

    @Override
    public Outcome run(Session session) {
      Names given = Names.of(session);
      if (given.names().isEmpty()) {
        throw new NpException.Invalid(
            ErrorCode.USAGE, "which name?", "for example np " + kind + " unset LOG_LEVEL");
      }
      List<String> names = given.names().stream().map(name -> new EnvName(name).value()).toList();
      String app = session.app(given.app());
      String told = "unset " + String.join(", ", names) + " of " + app;
      return patch(session, app, kind, new Patch(JsonObject.EMPTY, names, told));
    }
  }

  /** What is changed, and how it is told. */
  record Patch(JsonObject set, List<String> unset, String told) {
    JsonObject body() {
      JsonArray names = Json.texts(unset);
      return JsonObject.EMPTY.with("set", set).with("unset", names);
    }
  }

  static Outcome patch(Session session, String app, String kind, Patch patch) {
    ApiPath path = ApiPath.of("apps", app, kind);
    Change change = new Change(Deed.CONFIG, app, "PATCH", path, patch.body(), patch.told());
    return new Changes(session).run(change);
  }
}
