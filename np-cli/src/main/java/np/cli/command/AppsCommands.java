package np.cli.command;

import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.output.Table;
import np.cli.output.Times;

/** {@code np apps list|info|destroy}. */
final class AppsCommands {
  private AppsCommands() {}

  /** {@code np apps list}. */
  static final class Show implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax.flag("those in the trash", "--deleted").exits(Exits.SERVER).json("np.apps/1");
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(0, "");
      boolean deleted = session.arguments().has("--deleted");
      ApiPath path = ApiPath.of("apps").query("deleted", deleted ? "true" : "");
      JsonObject page = session.client().get(path);
      Output output = session.output();
      output.json(page);
      Table table = new Table("APP", "STATE", "RELEASE", "URL", deleted ? "DELETED" : "CREATED");
      for (JsonObject app : page.objects("apps")) {
        table.row(
            app.text("name"),
            app.text("state"),
            app.text("release").isEmpty() ? "-" : app.text("release"),
            app.text("url").isEmpty() ? "-" : app.text("url"),
            Times.ago(app.text(deleted ? "deletedAt" : "createdAt"), session.now()));
      }
      if (table.isEmpty()) {
        return Outcome.success(
            deleted ? "The trash is empty." : "No apps yet. Deploy one: np deploy");
      }
      table.lines().forEach(output::data);
      return Outcome.success();
    }
  }

  /** {@code np apps info}. */
  static final class Info implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax.argument("[APP]", "", Argument.Kind.APP).exits(Exits.SERVER).json("np.app/1");
    }

    @Override
    public Outcome run(Session session) {
      JsonObject app = session.client().get(ApiPath.of("apps", session.app()));
      Output output = session.output();
      output.json(app);
      line(output, "app", app.text("name"));
      line(output, "tenant", app.text("tenant"));
      line(output, "state", app.text("state"));
      line(output, "release", app.text("release"));
      line(output, "url", app.text("url"));
      line(output, "routes", String.join(", ", app.texts("routes")));
      line(output, "created", app.text("createdAt") + " by " + app.text("createdBy"));
      line(output, "deleted", app.text("deletedAt"));
      return Outcome.success();
    }

    private static void line(Output output, String name, String value) {
      if (!value.isEmpty()) {
        output.data(name + " ".repeat(10 - name.length()) + Output.safe(value));
      }
    }
  }

  /** {@code np apps destroy}. */
  static final class Destroy implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("APP", "", Argument.Kind.APP)
          .exits(Exits.SERVER, Exits.CONFLICT, Exits.CONFIRMATION)
          .json("np.app/1")
          .note("The app is stopped and stays in the trash for 7 days.")
          .note("In scripts: --confirm APP; -y is not enough.");
    }

    @Override
    public Outcome run(Session session) {
      String app = session.arguments().required("APP");
      ApiPath path = ApiPath.of("apps", app);
      JsonObject present = session.client().get(path);
      int routes = present.texts("routes").size();
      String told =
          "This stops "
              + app
              + " and moves it to the trash for 7 days; "
              + (routes == 1 ? "1 route stops answering." : routes + " routes stop answering.");
      if (session.globals().dryRun()) {
        return session.dryRun("move " + app + " to the trash");
      }
      new Confirmation(session).byName(app, told);
      String key = session.context().ids().get();
      JsonObject gone = session.client().send("DELETE", path, JsonObject.EMPTY, key);
      session.output().json(gone);
      return Outcome.success(
          "Trashed "
              + Output.safe(app)
              + ". Undo within 7 days: np apps undelete "
              + Output.safe(app));
    }
  }
}
