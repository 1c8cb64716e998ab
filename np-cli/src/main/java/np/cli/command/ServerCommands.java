package np.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import np.cli.host.Platform;
import np.cli.host.PlatformLogs;
import np.cli.host.PlatformOptions;
import np.cli.host.PlatformProgress;
import np.cli.json.Json;
import np.cli.json.JsonArray;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.spi.Subscription;

/** {@code np server ...}: the three programs on this machine. */
final class ServerCommands {
  private static final int USUAL_LINES = 100;

  private ServerCommands() {}

  /** {@code np server start}. */
  static final class Start implements Action {
    @Override
    public void declare(Syntax syntax) {
      options(syntax).flag("stay in the foreground", "--foreground").json("np.server/1");
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(0, "");
      if (session.globals().dryRun()) {
        return session.dryRun("start np on this machine");
      }
      Platform.Started started =
          session.context().platform().start(options(session), progress(session));
      session
          .output()
          .json(
              JsonObject.of("np.server/1")
                  .with("state", "running")
                  .with("api", started.api().toString())
                  .with("edge", started.edge())
                  .with("databases", started.databases())
                  .with("home", started.home())
                  .with("started", started.fresh()));
      String state = started.fresh() ? "Started" : "Already running";
      return Outcome.success(
          state
              + ": API "
              + started.api()
              + ", apps "
              + Output.safe(started.edge())
              + ", databases "
              + Output.safe(started.databases())
              + " (data in "
              + Output.safe(session.shown(Path.of(started.home())))
              + ")");
    }
  }

  /** {@code np server stop}. */
  static final class Stop implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .flag("let the apps run on; np adopts them at the next start", "--keep-apps")
          .json("np.server/1");
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(0, "");
      if (session.globals().dryRun()) {
        return session.dryRun("stop np on this machine");
      }
      boolean keep = session.arguments().has("--keep-apps");
      Platform.Apps apps = keep ? Platform.Apps.KEEP : Platform.Apps.STOP;
      session.context().platform().stop(apps, progress(session));
      session
          .output()
          .json(JsonObject.of("np.server/1").with("state", "stopped").with("appsKept", keep));
      return Outcome.success("Stopped. Start it again: np server start");
    }
  }

  /** {@code np server logs}. */
  static final class Logs implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("[PROGRAM]", "server, node, edge or postgres; else all", Argument.Kind.ANYTHING)
          .flag("go on with new lines", "-f", "--follow")
          .value("N", "the newest so many lines (100)", "-n", "--lines")
          .json("np.server-log/1");
    }

    @Override
    public Outcome run(Session session) {
      Optional<String> program = session.arguments().only("[PROGRAM]");
      boolean follow = session.arguments().has("--follow");
      PlatformLogs query =
          new PlatformLogs(
              program,
              session.arguments().number("--lines", 0, USUAL_LINES),
              follow ? PlatformLogs.Follow.YES : PlatformLogs.Follow.NO);
      Output output = session.output();
      try (Subscription _ = InterruptedLine.ended(session)) {
        session.context().platform().logs(query, line -> print(output, line));
      }
      return Outcome.success();
    }

    private static void print(Output output, String line) {
      output.json(JsonObject.of("np.server-log/1").with("text", line));
      output.raw(Output.safe(line) + "\n");
    }
  }

  /** {@code np server upgrade}. */
  static final class Upgrade implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .json("np.server/1")
          .note("Replaces the running programs by those of this binary; apps run on.");
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(0, "");
      if (session.globals().dryRun()) {
        return session.dryRun("replace the running programs by this version");
      }
      session.context().platform().upgrade(progress(session));
      String version = session.context().version().version();
      session
          .output()
          .json(JsonObject.of("np.server/1").with("state", "running").with("version", version));
      return Outcome.success("Running " + version + " now.");
    }
  }

  /** {@code np server install}. */
  static final class Install implements Action {
    @Override
    public void declare(Syntax syntax) {
      options(syntax)
          .flag("print the systemd units, write nothing", "--print")
          .json("np.install/1", "np.units/1");
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(0, "");
      Platform platform = session.context().platform();
      if (session.arguments().has("--print") || session.globals().dryRun()) {
        List<Platform.UnitFile> units = platform.units(options(session));
        units.forEach(unit -> session.output().raw("# " + unit.name() + "\n" + unit.text() + "\n"));
        session.output().json(document(units));
        return Outcome.success();
      }
      List<String> done = platform.installUnits(options(session));
      session.output().json(JsonObject.of("np.install/1").with("done", Json.texts(done)));
      return Outcome.success(done.stream().map(Output::safe).toArray(String[]::new));
    }

    private static JsonObject document(List<Platform.UnitFile> units) {
      List<Json> files =
          units.stream()
              .<Json>map(u -> JsonObject.EMPTY.with("name", u.name()).with("text", u.text()))
              .toList();
      return JsonObject.of("np.units/1").with("units", new JsonArray(files));
    }
  }

  private static Syntax options(Syntax syntax) {
    return syntax
        .value("DOMAIN", "every app gets <app>.DOMAIN; else <app>.localhost", "--domain")
        .value("URL", "a PostgreSQL for np's own state; else the one inside", "--database")
        .value("ADDRESS", "where the edge listens; else loopback", "--listen");
  }

  private static PlatformOptions options(Session session) {
    boolean foreground = session.arguments().has("--foreground");
    return new PlatformOptions(
        session.arguments().value("--domain"),
        session.arguments().value("--database"),
        session.arguments().value("--listen"),
        foreground ? PlatformOptions.Foreground.YES : PlatformOptions.Foreground.NO);
  }

  private static PlatformProgress progress(Session session) {
    return line -> session.output().note("  " + Output.safe(line));
  }
}
