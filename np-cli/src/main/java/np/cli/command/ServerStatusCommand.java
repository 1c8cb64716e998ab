package np.cli.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import np.cli.host.PlatformStatus;
import np.cli.json.Json;
import np.cli.json.JsonArray;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.output.Table;
import np.cli.output.Times;

/** {@code np server status}. */
final class ServerStatusCommand implements Action {
  /** As of systemctl: a program that should run does not. */
  private static final int NOT_RUNNING = 1;

  @Override
  public void declare(Syntax syntax) {
    syntax.json("np.server-status/1").note("Exit 1 when a program does not run.");
  }

  @Override
  public Outcome run(Session session) {
    session.arguments().atMost(0, "");
    PlatformStatus status = session.context().platform().status();
    session.output().json(document(status));
    Table table = new Table("PROGRAM", "STATE", "PID", "STARTED", "VERSION", "WHY");
    for (PlatformStatus.Program program : status.programs()) {
      String pid = program.pid() == 0 ? "-" : Long.toString(program.pid());
      String since = since(program);
      String started = since.isEmpty() ? "-" : Times.ago(since, session.now());
      String version = or(program.version());
      table.row(program.name(), program.state(), pid, started, version, program.why());
    }
    table.lines().forEach(session.output()::data);
    session
        .output()
        .data(
            "API  "
                + or(status.api())
                + "   apps  "
                + or(status.edge())
                + "   databases  "
                + or(status.databases())
                + "   domain  "
                + or(status.domain())
                + "   data  "
                + Output.safe(session.shown(Path.of(status.home()))));
    boolean all = status.programs().stream().allMatch(p -> p.state().equals("running"));
    return all ? Outcome.success() : new Outcome.Answer(NOT_RUNNING);
  }

  private static String or(String text) {
    return text.isEmpty() ? "-" : Output.safe(text);
  }

  private static String since(PlatformStatus.Program program) {
    return program.since().map(Instant::toString).orElse("");
  }

  private static JsonObject document(PlatformStatus status) {
    List<Json> programs =
        status.programs().stream()
            .<Json>map(
                program ->
                    JsonObject.EMPTY
                        .with("name", program.name())
                        .with("state", program.state())
                        .with("pid", program.pid())
                        .with("since", since(program))
                        .with("version", program.version())
                        .with("why", program.why()))
            .toList();
    return JsonObject.of("np.server-status/1")
        .with("home", status.home())
        .with("api", status.api())
        .with("edge", status.edge())
        .with("databases", status.databases())
        .with("domain", status.domain())
        .with("programs", new JsonArray(programs));
  }
}
