package np.cli.command;

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
    switch (outcome) {
      case Outcome.Success success -> success.lastLines().forEach(output::data);
      case Outcome.Answer answer -> {}
      case Outcome.Failure failure -> {
        if (failure.inStream() == Outcome.InStream.NO) {
          output.json(failure.report().document());
        }
        if (!output.isJson()) {
          tell(failure.report());
        }
      }
    }
    return outcome.exit();
  }

  private void tell(Report report) {
    Charm charm = output.look().err();
    report.details().forEach(output::alarm);
    String head = charm.red(charm.bold("error[" + Output.safe(report.code()) + "]"));
    output.alarm(head + ": " + Output.safe(report.message()));
    if (!report.hint().isEmpty()) {
      output.alarm("  help: " + Output.safe(report.hint()));
    }
    output.alarm(charm.dim("  more: np explain " + Output.safe(report.code())));
  }
}
