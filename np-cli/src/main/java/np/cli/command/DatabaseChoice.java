package np.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.model.DatabaseName;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * Which database is meant: the argument, else the only one of the app that -a, NP_APP or np.yaml
 * name; else an error with a list.
 */
final class DatabaseChoice {
  private static final String FEW = "20";

  private final Session session;

  DatabaseChoice(Session session) {
    this.session = session;
  }

  String choose(Optional<String> argument) {
    return argument
        .map(name -> new DatabaseName(name).value())
        .orElseGet(
            () ->
                new AppChoice(session)
                    .find(Optional.empty())
                    .map(this::of)
                    .orElseThrow(this::unclear));
  }

  /** The only database that the app gets the URL of. */
  String of(String app) {
    JsonObject status = session.client().get(ApiPath.of("status").query("app", app));
    List<String> names =
        status.objects("apps").stream()
            .flatMap(found -> found.objects("databases").stream())
            .map(database -> database.text("name"))
            .distinct()
            .toList();
    if (names.size() == 1) {
      Output output = session.output();
      output.note(output.look().err().dim("database " + Output.safe(names.getFirst())));
      return names.getFirst();
    }
    throw new NpException.Invalid(
        ErrorCode.USAGE,
        names.isEmpty()
            ? "app " + Output.safe(app) + " has no database"
            : "which database of " + Output.safe(app) + "?",
        names.isEmpty()
            ? "name one, or give it one: np db create, np db link NAME " + Output.safe(app)
            : "name one of: " + Output.safe(String.join(", ", names)));
  }

  private NpException unclear() {
    JsonObject page = session.client().get(ApiPath.of("databases").query("limit", FEW));
    String names =
        page.objects("databases").stream()
            .map(database -> Output.safe(database.text("name")))
            .collect(Collectors.joining(", "));
    String more = page.text("next").isEmpty() ? "" : ", …";
    return new NpException.Invalid(
        ErrorCode.USAGE,
        "which database? There is no np.yaml in " + Output.safe(session.directory().toString()),
        names.isEmpty()
            ? "there is none yet: np db create makes one"
            : "name one of: " + names + more);
  }
}
