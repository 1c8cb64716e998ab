package np.cli.command;

import java.util.Optional;
import np.api.Schemas;
import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Output;

/** {@code np db url}: how to connect, as one line to paste. */
final class DatabaseUrlCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[NAME]", "", Argument.Kind.DATABASE)
        .exits(Exits.SERVER)
        .json(Schemas.DATABASE_URL)
        .value("FORM", UrlFormat.words(), "--format")
        .flag("through the pooler: many clients, short transactions", "--pooled")
        .note("It holds the password. For a shell: psql \"$(np db url NAME)\"");
  }

  @Override
  public Outcome run(Session session) {
    Optional<String> form = session.arguments().value("--format");
    UrlFormat format = UrlFormat.of(form.orElse(UrlFormat.URL.word()));
    String name = session.database(session.arguments().only("[NAME]"));
    String pooled = session.arguments().has("--pooled") ? "true" : "";
    JsonObject url =
        session.client().get(ApiPath.of("databases", name, "url").query("pooled", pooled));
    String line = format.line(url);
    session.output().json(form.isPresent() ? url.with("text", line) : url);
    return Outcome.success(Output.safe(line));
  }
}
