package np.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import np.api.Schemas;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.json.JsonArray;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.output.Table;
import np.cli.output.Times;

/** {@code np db list|info}. */
final class DatabaseReads {
  private DatabaseReads() {}

  /** {@code np db list}: all pages. */
  static final class Show implements Action {
    private static final String PAGE = "1000";

    @Override
    public void declare(Syntax syntax) {
      syntax.flag("those in the trash", "--deleted").exits(Exits.SERVER).json(Schemas.DATABASES);
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(0, "");
      boolean deleted = session.arguments().has("--deleted");
      List<JsonObject> databases = pages(session.client(), deleted ? "true" : "");
      Output output = session.output();
      output.json(
          JsonObject.of(Schemas.DATABASES)
              .with("databases", new JsonArray(List.copyOf(databases))));
      if (databases.isEmpty()) {
        return Outcome.success(
            deleted ? "The trash is empty." : "No databases yet. Make one: np db create");
      }
      Table table = deleted ? trash(session, databases) : present(session, databases);
      table.lines().forEach(output::data);
      return Outcome.success();
    }

    private static List<JsonObject> pages(ApiClient client, String deleted) {
      List<JsonObject> databases = new ArrayList<>();
      String after = "";
      do {
        ApiPath path =
            ApiPath.of("databases")
                .query("limit", PAGE)
                .query("deleted", deleted)
                .query("after", after);
        JsonObject page = client.get(path);
        databases.addAll(page.objects("databases"));
        String next = page.text("next");
        after = next.equals(after) ? "" : next;
      } while (!after.isEmpty());
      return databases;
    }

    private static Table present(Session session, List<JsonObject> databases) {
      Table table = new Table("DATABASE", "STATE", "VERSION", "SIZE", "CONN", "ACTIVE", "NOTE");
      for (JsonObject database : databases) {
        table.row(
            database.text("name"),
            database.text("state"),
            dash(database.text("version")),
            Sizes.show(database.whole("sizeBytes")),
            Long.toString(database.whole("sessions")),
            ago(session, database.text("lastActiveAt")),
            note(database));
      }
      return table;
    }

    private static Table trash(Session session, List<JsonObject> databases) {
      Table table = new Table("DATABASE", "VERSION", "SIZE", "DELETED");
      for (JsonObject database : databases) {
        table.row(
            database.text("name"),
            dash(database.text("version")),
            Sizes.show(database.whole("sizeBytes")),
            ago(session, database.text("deletedAt")));
      }
      return table;
    }

    /** Why it is not green; else what it belongs to. */
    private static String note(JsonObject database) {
      if (!database.text("why").isEmpty()) {
        return database.text("why");
      }
      List<String> notes = new ArrayList<>();
      if (!database.text("parent").isEmpty()) {
        notes.add("branch of " + database.text("parent"));
      }
      if (!database.objects("links").isEmpty()) {
        notes.add("for " + apps(database));
      }
      return String.join(", ", notes);
    }

    private static String apps(JsonObject database) {
      return database.objects("links").stream()
          .map(link -> link.text("app"))
          .collect(Collectors.joining(", "));
    }
  }

  /** {@code np db info}. */
  static final class Info implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("[NAME]", "", Argument.Kind.DATABASE)
          .exits(Exits.SERVER)
          .json(Schemas.DATABASE);
    }

    @Override
    public Outcome run(Session session) {
      String name = session.database(session.arguments().only("[NAME]"));
      JsonObject database = session.client().get(ApiPath.of("databases", name));
      session.output().json(database);
      lines(session, database).forEach(session.output()::data);
      return Outcome.success();
    }

    private static List<String> lines(Session session, JsonObject database) {
      List<String> lines = new ArrayList<>();
      line(lines, "database", database.text("name"));
      line(lines, "tenant", database.text("tenant"));
      line(lines, "state", state(database));
      line(lines, "version", database.text("version"));
      line(lines, "address", address(database));
      line(lines, "memory", database.text("memory"));
      line(lines, "sleep", sleep(database.text("sleep")));
      line(lines, "extensions", String.join(", ", database.texts("extensions")));
      line(lines, "branch of", database.text("parent"));
      line(lines, "ends", database.text("expiresAt"));
      line(lines, "size", Sizes.show(database.whole("sizeBytes")));
      line(lines, "sessions", Long.toString(database.whole("sessions")));
      line(lines, "active", ago(session, database.text("lastActiveAt")));
      line(lines, "apps", links(database));
      line(lines, "created", database.text("createdAt") + " by " + database.text("createdBy"));
      line(lines, "deleted", database.text("deletedAt"));
      return lines;
    }

    private static String state(JsonObject database) {
      String why = database.text("why");
      return database.text("state") + (why.isEmpty() ? "" : ": " + why);
    }

    private static String address(JsonObject database) {
      return database
          .object("address")
          .map(address -> address.text("host") + ":" + address.whole("port"))
          .orElse("");
    }

    private static String sleep(String after) {
      return after.equals("never") || after.isEmpty() ? after : "after " + after + " without use";
    }

    private static String links(JsonObject database) {
      return database.objects("links").stream()
          .map(link -> link.text("app") + " (" + link.text("variable") + ")")
          .collect(Collectors.joining(", "));
    }

    private static void line(List<String> lines, String name, String value) {
      if (!value.isEmpty()) {
        lines.add(name + " ".repeat(12 - name.length()) + Output.safe(value));
      }
    }
  }

  private static String ago(Session session, String moment) {
    return moment.isEmpty() ? "-" : Times.ago(moment, session.now());
  }

  private static String dash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
