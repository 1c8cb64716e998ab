package np.cli.output;

/** The few characters beyond ASCII in np's own texts, and what stands for them elsewhere. */
public enum Marks {
  /** For a UTF-8 locale. */
  UNICODE {
    @Override
    String show(String text) {
      return text;
    }
  },
  /** For every other one. */
  ASCII {
    @Override
    String show(String text) {
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) > 0x7f) {
          return replace(text);
        }
      }
      return text;
    }
  };

  private static final String FROM = "✓✗●○·→…│«»—⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
  private static final String[] TO = {
    "+", "x", "*", "o", "-", "->", "...", "|", "<", ">", "-", "|", "/", "-", "\\", "|", "/", "-",
    "\\", "|", "/"
  };

  abstract String show(String text);

  private static String replace(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      int mark = FROM.indexOf(text.charAt(i));
      if (mark < 0) {
        out.append(text.charAt(i));
      } else {
        out.append(TO[mark]);
      }
    }
    return out.toString();
  }
}
