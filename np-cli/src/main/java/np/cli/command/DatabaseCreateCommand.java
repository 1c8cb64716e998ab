package np.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import np.cli.client.ApiPath;
import np.cli.client.Server;
import np.cli.client.Servers;
import np.cli.json.Json;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.model.DatabaseName;
import np.model.ErrorCode;
import np.model.NpException;

/** {@code np db create}: one request; the answer is the URL. */
final class DatabaseCreateCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[NAME]", "else one is made up", Argument.Kind.ANYTHING)
        .exits(Exits.SERVER, Exits.CONFLICT, Exits.ROOM)
        .json("np.database-access/1")
        .value("MAJOR", "of PostgreSQL: 17 or 18 (usual)", "--version")
        .value("NAMES", "of extensions, separated by commas", "--extensions")
        .value("SIZE", "64M to 1T, usually 256M", "--memory")
        .value("TIME", "sleep after so long without use: 10s to 7d, never; usually 5m", "--sleep")
        .note("Starts np on this machine if no server is configured.")
        .note("A sleeping database wakes at the next connection, by itself.");
  }

  @Override
  public Outcome run(Session session) {
    Optional<String> name =
        session.arguments().only("[NAME]").map(typed -> new DatabaseName(typed).value());
    if (session.globals().dryRun()) {
      return session.dryRun("create " + name.map(n -> "database " + n).orElse("a database"));
    }
    JsonObject access = send(session, body(session.arguments(), name));
    session.output().json(access);
    return created(access);
  }

  private static JsonObject body(Arguments arguments, Optional<String> name) {
    JsonObject body = JsonObject.EMPTY;
    if (name.isPresent()) {
      body = body.with("name", name.get());
    }
    for (String option : List.of("version", "memory", "sleep")) {
      Optional<String> value = arguments.value("--" + option);
      body = value.isPresent() ? body.with(option, value.get()) : body;
    }
    List<String> extensions =
        arguments.value("--extensions").stream()
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .map(String::strip)
            .filter(extension -> !extension.isEmpty())
            .toList();
    return extensions.isEmpty() ? body : body.with("extensions", Json.texts(extensions));
  }

  /** Nothing is asked before: only when this machine's np does not answer is it started. */
  private static JsonObject send(Session session, JsonObject body) {
    String key = session.context().ids().get();
    ApiPath path = ApiPath.of("databases");
    Optional<Server> server = session.server();
    if (server.isEmpty()) {
      Server started = new LocalStart(session).start("No server configured");
      return session.client(started).send("POST", path, body, key);
    }
    try {
      return session.client(server.get()).send("POST", path, body, key);
    } catch (NpException.Unavailable e) {
      if (e.code() != ErrorCode.UNREACHABLE || !server.get().name().equals(Servers.LOCAL)) {
        throw e;
      }
      Server started = new LocalStart(session).start("np was not running");
      return session.client(started).send("POST", path, body, key);
    }
  }

  /**
   * What the answer to create and branch is told as. The instance may still be on its way: whoever
   * connects waits at the gateway for it, so that the URL works from now on.
   */
  static Outcome created(JsonObject access) {
    JsonObject database = access.object("database").orElse(JsonObject.EMPTY);
    JsonObject url = access.object("url").orElse(JsonObject.EMPTY);
    String name = Output.safe(database.text("name"));
    return Outcome.success(
        "Created " + name + describe(database),
        Output.safe(UrlFormat.PSQL.line(url)),
        "Next: np db shell "
            + name
            + " · np db url "
            + name
            + " --format env · np db link "
            + name
            + " APP");
  }

  private static String describe(JsonObject database) {
    StringBuilder text = new StringBuilder();
    if (!database.text("version").isEmpty()) {
      text.append(" · PostgreSQL ").append(database.text("version"));
    }
    if (!database.text("parent").isEmpty()) {
      text.append(" · branch of ").append(database.text("parent"));
    }
    if (!database.text("expiresAt").isEmpty()) {
      text.append(" · ends ").append(database.text("expiresAt"));
    }
    String sleep = database.text("sleep");
    if (!sleep.isEmpty() && !sleep.equals("never")) {
      text.append(" · sleeps after ").append(sleep);
    }
    return Output.safe(text.toString());
  }
}
