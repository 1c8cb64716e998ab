package np.cli.host;

import np.spi.Subscription;

/** The terminal and the signals of this process, for a command that runs elsewhere. */
public interface TerminalControl {

  /**
   * From now on every key is passed on as it is typed, Ctrl-C too, and nothing is echoed. Closing
   * puts the terminal back as it was; so does the end of the process, unless it is killed with
   * SIGKILL.
   */
  Subscription raw();

  /** Runs {@code action} whenever the terminal has another size. */
  Subscription onResize(Runnable action);

  /** Runs {@code action} at each Ctrl-C, which does not end the process then. */
  Subscription onInterrupt(Runnable action);
}
