package np.cli.command;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;
import np.spi.Subscription;

/** {@code np logs}: what the app's processes, builds and release commands write. */
final class LogsCommand implements Action {
  private static final int USUAL_LINES = 100;

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[APP]", "", Argument.Kind.APP)
        .flag("go on with new lines until Ctrl-C", "-f", "--follow")
        .value("N", "the newest so many lines (100)", "-n", "--lines")
        .value("TIME", "not older: 10m, 2h or 2026-01-31T12:00:00Z", "--since")
        .value("TEXT", "only lines with this text", "--grep")
        .value("PROC", "one process, or one instance: web, web.1", "-p", "--process")
        .flag("the log of the last build, or of that of --release", "--build")
        .value("vN", "of this release", "--release")
        .value("ID", "of this deployment", "--deployment")
        .flag("no time and source before each line", "--no-prefix")
        .flag("do not escape control characters", "--raw")
        .exits(Exits.SERVER)
        .json("np.log/1");
  }

  @Override
  public Outcome run(Session session) {
    String app = session.app();
    ApiClient client = session.client();
    LogSource source = LogSource.of(client, app, session.arguments().value("--process").orElse(""));
    Optional<NpException> unknown = source.unknown(app);
    if (unknown.isPresent() && session.arguments().has("--follow")) {
      throw unknown.get();
    }
    try (Subscription _ = InterruptedLine.ended(session)) {
      boolean any =
          new LogStream(session, client).run(since -> source.in(query(session, app, since)));
      if (!any && unknown.isPresent()) {
        throw unknown.get();
      }
      if (!any) {
        session.output().note("no lines");
      }
    }
    return Outcome.success();
  }

  private static ApiPath query(Session session, String app, String resumed) {
    Arguments arguments = session.arguments();
    return ApiPath.of("apps", app, "logs")
        .query("n", Integer.toString(arguments.number("--lines", 0, USUAL_LINES)))
        .query("since", resumed.isEmpty() ? since(session) : resumed)
        .query("grep", arguments.value("--grep").orElse(""))
        .query("release", arguments.value("--release").orElse(""))
        .query("build", arguments.has("--build") ? "true" : "")
        .query("deployment", arguments.value("--deployment").orElse(""))
        .query("follow", arguments.has("--follow") ? "true" : "");
  }

  private static String since(Session session) {
    return session.arguments().value("--since").map(text -> since(text, session.now())).orElse("");
  }

  private static String since(String text, Instant now) {
    if (Durations.isOne(text)) {
      return now.minus(Durations.parse(text)).toString();
    }
    try {
      return Instant.parse(text).toString();
    } catch (DateTimeParseException e) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "--since \"" + Printable.escape(text) + "\" is neither a duration nor a moment",
          "write how long ago, as 10m, 2h or 7d, or a moment, as " + now.truncatedTo(SECONDS));
    }
  }
}
