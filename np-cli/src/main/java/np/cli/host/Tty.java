package np.cli.host;

import java.nio.charset.Charset;
import java.util.function.Supplier;

/**
 * What is known about the terminal.
 *
 * @param in whether standard input is one
 * @param out whether standard output is one
 * @param err whether standard error is one
 * @param size asked for anew before each frame, so that a resized window is obeyed
 * @param charset of the locale; marks fall back to ASCII unless it is UTF-8
 */
public record Tty(boolean in, boolean out, boolean err, Supplier<Size> size, Charset charset) {

  /**
   * The size of a terminal in characters.
   *
   * @param width columns, at least 1
   * @param height rows, at least 1
   */
  public record Size(int width, int height) {
    public static final Size USUAL = new Size(80, 24);
  }
}
