package np.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.api.EventView;
import np.cli.output.Output;
import np.model.ErrorCode;

/** What is known about a failed release, for a person who has to mend it. */
record Evidence(String app, EventView.Failure failure) {

  /**
   * Lines to show above the error.
   *
   * @param release that failed, may be empty
   */
  List<String> lines(String release) {
    List<String> lines = new ArrayList<>();
    String instance = Output.safe(failure.instance());
    if (!failure.probe().isEmpty() && !isAboutPort()) {
      String subject = instance.isEmpty() ? "" : instance + ": ";
      lines.add("   " + subject + Output.safe(failure.probe()));
    }
    sockets(instance).ifPresent(lines::add);
    if (!failure.lastLines().isEmpty()) {
      lines.add("   last lines of " + source(instance) + " (" + command(instance, release) + "):");
      failure.lastLines().forEach(text -> lines.add("     │ " + Output.safe(text)));
    }
    return lines;
  }

  private Optional<String> sockets(String instance) {
    if (failure.expected().isEmpty() || (!isAboutPort() && !isUnhealthy())) {
      return Optional.empty();
    }
    String where =
        failure.listening().isEmpty()
            ? "listens on nothing"
            : "listens on " + Output.safe(String.join(", ", failure.listening()));
    String expected = "; np expects " + Output.safe(failure.expected()) + " ($PORT)";
    return Optional.of("   " + source(instance) + " " + where + expected);
  }

  /** Its sockets say all that its probe could. */
  private boolean isAboutPort() {
    return failure.code().equals(ErrorCode.WRONG_PORT.code()) && !failure.expected().isEmpty();
  }

  /** It runs, so that its sockets are of interest; one that has ended has none. */
  private boolean isUnhealthy() {
    return failure.code().equals(ErrorCode.NEVER_HEALTHY.code());
  }

  private static String source(String instance) {
    return instance.isEmpty() ? "it" : instance;
  }

  private String command(String instance, String release) {
    int dot = instance.lastIndexOf('.');
    String process = dot > 0 ? " -p " + instance.substring(0, dot) : "";
    boolean build = instance.equals("build") || failure.code().equals("NP0501");
    String scope = build ? " --build" : process;
    return "np logs "
        + Output.safe(app)
        + scope
        + (release.isEmpty() ? "" : " --release " + release);
  }
}
