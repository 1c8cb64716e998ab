package np.spi;

import java.util.regex.Pattern;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/**
 * A terminal as a process sees it.
 *
 * @param type its TERM (term(7)): {@code xterm-256color}
 * @param size at the start
 */
public record Terminal(String type, Size size) {
  private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");
  private static final int MOST = 0xffff;

  public Terminal {
    if (!TYPE.matcher(type).matches()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "\"" + Printable.escape(type) + "\" is not a type of terminal",
          "set TERM to what your terminal is, for example xterm-256color");
    }
  }

  /**
   * In characters.
   *
   * @param columns 1 to 65,535
   * @param rows 1 to 65,535
   */
  public record Size(int columns, int rows) {
    public Size {
      if (columns < 1 || columns > MOST || rows < 1 || rows > MOST) {
        throw new NpException.Invalid(
            ErrorCode.BAD_VALUE,
            "a terminal of " + columns + " by " + rows + " characters is out of range",
            "write 1 to " + MOST);
      }
    }
  }
}
