package np.cli.command;

import java.net.URI;
import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.model.ErrorCode;
import np.model.NpException;

/** {@code np open}: the app's page in a browser; its URL goes to stdout all the same. */
final class OpenCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[APP]", "", Argument.Kind.APP)
        .exits(Exits.SERVER, Exits.CONFLICT)
        .json("np.open/1");
  }

  @Override
  public Outcome run(Session session) {
    String app = session.app();
    JsonObject view = session.client().get(ApiPath.of("apps", app));
    String url = view.text("url");
    if (url.isEmpty()) {
      throw new NpException.Conflict(
          ErrorCode.WRONG_STATE, Output.safe(app) + " has no URL yet", "np deploy");
    }
    boolean web = url.startsWith("http://") || url.startsWith("https://");
    boolean shown =
        web
            && session.context().tty().out()
            && session.context().desk().opener().open(URI.create(url));
    session
        .output()
        .json(JsonObject.of("np.open/1").with("app", app).with("url", url).with("opened", shown));
    return Outcome.success(Output.safe(url));
  }
}
