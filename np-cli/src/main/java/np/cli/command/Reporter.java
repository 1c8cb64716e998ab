package np.cli.command;

import java.util.List;
import np.cli.output.Charm;
import np.cli.output.Output;

/** Tells how a command ended; the only place that prints errors and last lines. */
public final class Reporter {
  private final Output output;

  public Reporter(Output output) {
    this.output = output;
  }

  /** Prints what is due and returns the exit code. */
  public int end(Outcome outcome) {
    outcome.lastLines().forEach(output::data);
    outcome.error().ifPresent(report -> tell(report, outcome.inStream()));
    return outcome.exit();
  }

  private void tell(Report report, Outcome.InStream inStream) {
    if (output.isJson()) {
      if (inStream == Outcome.InStream.NO) {
        output.json(report.document());
      }
      return;
    }
    Charm charm = output.look().err();
    report.details().forEach(output::alarm);
    String head = charm.red(charm.bold("error[" + Output.safe(report.code()) + "]"));
    List<String> lines = report.message().lines().toList();
    output.alarm(head + ": " + (lines.isEmpty() ? "" : Output.safe(lines.getFirst())));
    lines.stream().skip(1).forEach(line -> output.alarm("  | " + Output.safe(line.strip())));
    if (!report.hint().isEmpty()) {
      output.alarm("  help: " + Output.safe(report.hint()));
    }
    output.alarm(charm.dim("  more: np explain " + Output.safe(report.code())));
  }
}
