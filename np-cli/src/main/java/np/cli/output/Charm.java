package np.cli.output;

/** Whether a stream is written with colour, and in which marks. */
public record Charm(Colour colour, Marks marks) {
  private static final String RESET = "\u001b[0m";

  /** Nothing but plain ASCII text. */
  public static final Charm PLAIN = new Charm(Colour.OFF, Marks.ASCII);

  /** Whether escape sequences are allowed. */
  public enum Colour {
    OFF,
    ON
  }

  public String green(String text) {
    return paint("32", text);
  }

  public String red(String text) {
    return paint("31", text);
  }

  public String yellow(String text) {
    return paint("33", text);
  }

  public String dim(String text) {
    return paint("2", text);
  }

  public String bold(String text) {
    return paint("1", text);
  }

  /** Replaces the marks of np's own texts by what the locale can show. */
  public String marks(String text) {
    return marks.show(text);
  }

  private String paint(String code, String text) {
    return colour == Colour.ON && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
  }
}
