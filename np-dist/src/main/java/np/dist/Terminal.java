package np.dist;

import java.nio.charset.Charset;
import java.util.Map;
import np.cli.host.Tty;

/** What is known about the terminal. */
final class Terminal {
  private Terminal() {}

  /**
   * @param streams the digits of those standard streams that are terminals, as the launcher found
   *     out: asking from here costs milliseconds that every command would pay
   */
  static Tty look(Map<String, String> environment, String streams) {
    return new Tty(
        streams.contains("0"),
        streams.contains("1"),
        streams.contains("2"),
        () -> TerminalSize.read().orElse(fallback(environment)),
        charset());
  }

  private static Charset charset() {
    String encoding = System.getProperty("stdout.encoding", "");
    return Charset.forName(encoding.isEmpty() ? System.getProperty("native.encoding") : encoding);
  }

  private static Tty.Size fallback(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    String lines = environment.getOrDefault("LINES", "");
    boolean known = columns.matches("[1-9][0-9]{0,3}") && lines.matches("[1-9][0-9]{0,3}");
    return known
        ? new Tty.Size(Integer.parseInt(columns), Integer.parseInt(lines))
        : Tty.Size.USUAL;
  }
}
