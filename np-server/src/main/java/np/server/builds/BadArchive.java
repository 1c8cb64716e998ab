package np.server.builds;

import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** Why an archive is refused. */
final class BadArchive {
  private static final int SHOWN = 120;

  private BadArchive() {}

  static NpException.Invalid entry(String name, String why) {
    String shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
    return because(
        "\"" + Printable.escape(shown) + "\" " + why,
        "an archive holds regular files and directories only; list others in .npignore");
  }

  static NpException.Invalid because(String why, String hint) {
    return new NpException.Invalid(
        ErrorCode.BAD_ARCHIVE, "the uploaded archive is refused: " + why, hint);
  }

  static NpException.Invalid tooLarge(String why) {
    return because(why, "leave out what the app does not need: list it in .npignore");
  }
}
