package np.cli.command;

import java.util.List;

/**
 * An argument without a dash.
 *
 * @param label for the help: {@code [APP]}
 * @param text one line; empty: it explains itself
 * @param kinds what the shell offers for it
 */
public record Argument(String label, String text, List<Kind> kinds) {

  /** What can stand there, for completion. */
  public enum Kind {
    APP,
    DATABASE,
    PROCESS,
    SCALE,
    RELEASE,
    CONTEXT,
    VARIABLE,
    SECRET,
    CODE,
    TOPIC,
    SHELL,
    DIRECTORY,
    EXPORTER,
    ANYTHING
  }
}
