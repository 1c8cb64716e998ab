package np.cli.command;

import java.util.List;
import java.util.Optional;

/** How a command ended: the exit code and the last line both come from here and nowhere else. */
public sealed interface Outcome {
  int exit();

  /** Printed to stdout without --json. */
  default List<String> lastLines() {
    return List.of();
  }

  /** What went wrong, if something did. */
  default Optional<Report> error() {
    return Optional.empty();
  }

  /** Whether a JSON reader has seen the error already. */
  default InStream inStream() {
    return InStream.NO;
  }

  /** Done. */
  static Outcome success(String... lastLines) {
    return new Success(List.of(lastLines));
  }

  /**
   * Done, exit 0.
   *
   * @param lastLines printed to stdout without --json
   */
  record Success(List<String> lastLines) implements Outcome {
    @Override
    public int exit() {
      return 0;
    }
  }

  /** An exit code that is an answer: 20 of plan, that of a child of run. */
  record Answer(int exit) implements Outcome {}

  /**
   * Not done.
   *
   * @param inStream whether the error has been written as the last event of a JSON stream already
   */
  record Failure(Report report, InStream inStream) implements Outcome {
    @Override
    public int exit() {
      return report.exit();
    }

    @Override
    public Optional<Report> error() {
      return Optional.of(report);
    }
  }

  /** Whether a JSON reader has seen the error. */
  enum InStream {
    NO,
    YES
  }
}
