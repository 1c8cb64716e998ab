package np.cli.command;

import np.api.VersionView;
import np.cli.client.ApiPath;
import np.cli.client.Server;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.model.NpException;

/** {@code np version}: of this binary, and of the server if one is reached. */
final class VersionCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .flag("of this binary only; connects to nothing", "--client")
        .flag("the same", "--version")
        .json("np.version/1");
  }

  @Override
  public Outcome run(Session session) {
    session.arguments().atMost(0, "");
    VersionView own = session.context().version();
    JsonObject document =
        JsonObject.of("np.version/1")
            .with("version", own.version())
            .with("revision", own.revision())
            .with("java", own.java());
    String revision = own.revision().isEmpty() ? "" : own.revision() + ", ";
    session.output().data("np " + own.version() + " (" + revision + "Java " + own.java() + ")");
    boolean alone = session.arguments().has("--client") || session.arguments().has("--version");
    session.output().json(alone ? document : withServer(session, document));
    return Outcome.success();
  }

  private static JsonObject withServer(Session session, JsonObject document) {
    try {
      Server server = session.server().orElse(null);
      if (server == null) {
        return document;
      }
      JsonObject answer = session.client(server).get(ApiPath.of("version"));
      session
          .output()
          .data("server " + Output.safe(server.name()) + " " + Output.safe(answer.text("version")));
      return document.with("server", answer);
    } catch (NpException.Unavailable | np.cli.client.ApiProblem e) {
      session.output().note("server: " + Output.safe(String.valueOf(e.getMessage())));
      return document;
    }
  }
}
