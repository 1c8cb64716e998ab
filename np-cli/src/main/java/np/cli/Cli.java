package np.cli;

import java.util.List;
import np.cli.command.Commands;
import np.cli.command.Runner;
import np.cli.host.CliContext;

/** The CLI as a whole. */
public final class Cli {
  private final Runner runner;

  public Cli(CliContext context) {
    this.runner = new Runner(context, Commands.table());
  }

  /** Runs what was typed and returns the exit code, see {@code np help exit-codes}. */
  public int run(String... args) {
    return runner.run(List.of(args));
  }
}
