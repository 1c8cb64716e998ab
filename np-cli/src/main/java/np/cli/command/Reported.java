package np.cli.command;

/** A failure that knows more than a sentence: details, the mistakes of a file. */
final class Reported extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Report report;

  Reported(Report report) {
    super(report.message());
    this.report = report;
  }

  Report report() {
    return report;
  }
}
