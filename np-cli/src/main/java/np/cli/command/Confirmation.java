package np.cli.command;

import java.util.Optional;
import np.cli.output.Output;
import np.model.ErrorCode;
import np.model.NpException;

/** Makes sure that a person means it: by the name for what hurts, by yes for the rest. */
final class Confirmation {
  private final Session session;

  Confirmation(Session session) {
    this.session = session;
  }

  /**
   * By typing the name, or --confirm with it; -y is not enough.
   *
   * @param consequence what will happen, one line
   */
  void byName(String name, String consequence) {
    Optional<String> given = session.globals().confirm();
    if (given.isEmpty() && session.isInteractive()) {
      session.output().alarm(Output.safe(consequence));
      given = session.context().desk().prompter().line("Type the name to continue: ");
    }
    if (given.isEmpty()) {
      throw new NpException.Invalid(
          ErrorCode.CONFIRMATION_NEEDED,
          consequence + " Nobody is here to confirm it.",
          "in scripts: --confirm " + name + " (-y is not enough)");
    }
    if (!given.get().strip().equals(name)) {
      throw new NpException.Invalid(
          ErrorCode.CONFIRMATION_NEEDED,
          "\""
              + Output.safe(given.get())
              + "\" is not "
              + Output.safe(name)
              + "; nothing was changed",
          "type the name exactly");
    }
  }

  /** By y or -y. */
  void byYes(String question) {
    if (session.globals().yes()) {
      return;
    }
    if (!session.isInteractive()) {
      throw new NpException.Invalid(
          ErrorCode.CONFIRMATION_NEEDED, question + " Nobody is here to answer.", "in scripts: -y");
    }
    String answer =
        session.context().desk().prompter().line(Output.safe(question) + " [y/N] ").orElse("");
    if (!answer.strip().equalsIgnoreCase("y") && !answer.strip().equalsIgnoreCase("yes")) {
      throw new NpException.Invalid(
          ErrorCode.CONFIRMATION_NEEDED, "not confirmed; nothing was changed", "");
    }
  }
}
