package np.cli.command;

import java.net.URI;
import java.util.Optional;
import np.cli.client.ApiPath;
import np.cli.client.Contexts;
import np.cli.client.Server;
import np.cli.client.Servers;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Secret;

/** {@code np login|logout|whoami}. */
final class LoginCommands {
  private LoginCommands() {}

  /** {@code np login URL}. */
  static final class Login implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("URL", "of the server's API: https://np.example.com", Argument.Kind.ANYTHING)
          .value("NAME", "of the context; else the host", "--name")
          .exits(Exits.SERVER, Exits.CONFIRMATION)
          .json("np.whoami/1")
          .note("The token is asked for, or read from stdin; np tokens create makes one.");
    }

    @Override
    public Outcome run(Session session) {
      URI url = Servers.url(session.arguments().required("URL"));
      String name = session.arguments().value("--name").orElse(url.getHost());
      if (session.globals().dryRun()) {
        return session.dryRun("log in to " + url + " as context " + name);
      }
      Secret token = Tokens.ask(session);
      String tenant = session.globals().tenant();
      Optional<String> chosen = tenant.isEmpty() ? Optional.empty() : Optional.of(tenant);
      Server server = new Server(name, url, Optional.of(token), chosen);
      JsonObject who = session.client(server).get(ApiPath.of("whoami"));
      Contexts contexts = session.servers().file().read();
      session.servers().file().write(contexts.with(server).use(name));
      session.output().json(who.with("context", name).with("url", url.toString()));
      return Outcome.success(
          "Logged in to " + Output.safe(url.toString()) + " as " + describe(who),
          "It is the current context now: " + Output.safe(name));
    }
  }

  /** {@code np logout}. */
  static final class Logout implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("[CONTEXT]", "else the current one", Argument.Kind.CONTEXT)
          .exits(Exits.NAME)
          .json("np.logout/1");
    }

    @Override
    public Outcome run(Session session) {
      Contexts contexts = session.servers().file().read();
      String name = session.arguments().only("[CONTEXT]").orElse(contexts.current());
      if (contexts.named(name).isEmpty()) {
        throw new NpException.NotFound(
            ErrorCode.NOT_FOUND, "there is no login to forget", "see np context list");
      }
      if (session.globals().dryRun()) {
        return session.dryRun("forget context " + name);
      }
      session.servers().file().write(contexts.without(name));
      session.output().json(JsonObject.of("np.logout/1").with("context", name));
      return Outcome.success("Forgot " + Output.safe(name) + " and its token on this machine.");
    }
  }

  /** {@code np whoami}. */
  static final class Whoami implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax.exits(Exits.SERVER).json("np.whoami/1");
    }

    @Override
    public Outcome run(Session session) {
      JsonObject who = session.client().get(ApiPath.of("whoami"));
      session.output().json(who);
      return Outcome.success(describe(who));
    }
  }

  private static String describe(JsonObject who) {
    return Output.safe(
        who.text("name") + ", " + who.text("role") + " of tenant " + who.text("tenant"));
  }
}
