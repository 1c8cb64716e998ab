package np.cli.command;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import np.api.EventView;
import np.cli.output.Charm;
import np.cli.output.Output;
import np.cli.output.Times;
import np.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment ended: the one place where its {@code done} event becomes an exit code and a
 * last line, so that the two never contradict each other.
 *
 * @param deed what was to be done
 * @param app to which
 * @param took from the command to the end
 */
record Ending(Deed deed, String app, Duration took) {
  /** A server that does not say: something may still serve. */
  private static final int STILL_SERVING = 7;

  private static final int DOWN = 8;

  /**
   * The outcome.
   *
   * @param charm of stdout
   */
  Outcome of(EventView done, Charm charm) {
    return switch (done.state()) {
      case "running", "stopped" -> Outcome.success(charm.bold(sentence(done)) + address(done));
      case "unchanged" -> Outcome.success(unchanged(done) + address(done));
      default -> failed(done);
    };
  }

  private String sentence(EventView done) {
    return deed.done() + " " + Output.safe(app) + release(done) + " in " + Times.span(took);
  }

  private String unchanged(EventView done) {
    return "No changes: " + Output.safe(app) + release(done) + " is as wanted.";
  }

  private static String release(EventView done) {
    return text(done.release()).isEmpty() ? "" : " " + text(done.release());
  }

  private static String address(EventView done) {
    boolean there = !text(done.url()).isEmpty() && !done.state().equals("stopped");
    return there ? "   " + text(done.url()) : "";
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : Output.safe(value);
  }

  private Outcome failed(EventView done) {
    EventView.Failure error = done.error();
    if (error == null) {
      String message = done.message().isEmpty() ? deed.noun() + " failed" : done.message();
      Report report = Report.of(ErrorCode.NEVER_HEALTHY, message, "np logs " + app);
      return new Outcome.Failure(report, Outcome.InStream.YES);
    }
    return new Outcome.Failure(report(error, text(done.release())), Outcome.InStream.YES);
  }

  private Report report(EventView.Failure error, String release) {
    boolean serves = !error.serving().isEmpty();
    String rest =
        serves
            ? error.serving() + " is still serving; nothing was lost."
            : "Nothing of " + app + " is serving now.";
    String message = error.message().strip();
    String sentence = message.endsWith(".") ? message : message + ".";
    int exit = error.exit() == 0 ? (serves ? STILL_SERVING : DOWN) : error.exit();
    List<String> evidence = new Evidence(app, error).lines(release);
    return new Report(error.code(), sentence + " " + rest, error.hint(), exit, evidence, List.of());
  }

  /** The word for messages before the end: {@code deploy of shop}. */
  String title() {
    return deed.noun().toLowerCase(Locale.ROOT) + " of " + Output.safe(app);
  }
}
