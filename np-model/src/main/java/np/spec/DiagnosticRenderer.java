package np.spec;

import java.util.List;
import java.util.stream.Collectors;
import np.api.DiagnosticView;
import np.model.Printable;

/**
 * Shows mistakes with their lines, as rustc does (rustc-dev-guide, diagnostics): code and sentence,
 * place, line, caret, help. Control characters of the file are escaped.
 */
public final class DiagnosticRenderer {
  private static final int WIDTH = 100;

  private final String fileName;
  private final SourceText source;
  private final Style style;

  /** Plain text. */
  public DiagnosticRenderer(String fileName, String text) {
    this(fileName, text, Style.PLAIN);
  }

  public DiagnosticRenderer(String fileName, String text, Style style) {
    this.fileName = Printable.escape(fileName);
    this.source = SourceText.of(text);
    this.style = style;
  }

  /** Where colour comes in; each method gets a piece of one line and gives it back, decorated. */
  public interface Style {
    Style PLAIN = new Style() {};

    /** {@code error[NP0204]}. */
    default String error(String text) {
      return text;
    }

    /** {@code warning[NP0208]}. */
    default String warning(String text) {
      return text;
    }

    /** Arrow, line numbers and bars. */
    default String gutter(String text) {
      return text;
    }

    /** The carets and what stands behind them. */
    default String caret(String text) {
      return text;
    }

    /** {@code help:}. */
    default String help(String text) {
      return text;
    }
  }

  /** One block for each, ended by line feeds. */
  public String render(List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(each -> render(label(each), each.toView()))
        .collect(Collectors.joining());
  }

  /** The same for mistakes that came from the server. */
  public String renderViews(List<DiagnosticView> diagnostics) {
    return diagnostics.stream()
        .map(each -> render(style.error("error[" + Printable.escape(each.code()) + "]"), each))
        .collect(Collectors.joining());
  }

  private String label(Diagnostic diagnostic) {
    String code = "[" + diagnostic.code() + "]";
    return switch (diagnostic.severity()) {
      case ERROR -> style.error("error" + code);
      case WARNING -> style.warning("warning" + code);
    };
  }

  private String render(String label, DiagnosticView view) {
    String head = label + ": " + Printable.escape(view.message()) + "\n";
    String help = Printable.escape(view.help());
    if (view.line() < 1 || source.line(view.line()).isEmpty()) {
      String place = view.line() < 1 ? "" : ":" + view.line() + ":" + view.column();
      return head + style.gutter("  --> ") + fileName + place + "\n" + helpLine(help);
    }
    return head
        + style.gutter("  --> ")
        + fileName
        + ":"
        + view.line()
        + ":"
        + view.column()
        + "\n"
        + excerpt(view, help.startsWith("did you mean") ? help : "")
        + (help.startsWith("did you mean") ? "" : helpLine(help));
  }

  private String helpLine(String help) {
    return help.isEmpty() ? "" : "   " + style.help("help:") + " " + help + "\n";
  }

  private String excerpt(DiagnosticView view, String remark) {
    Excerpt cut = Excerpt.of(source.line(view.line()), view.column(), view.length(), WIDTH);
    String number = "%2d".formatted(view.line());
    String blank = " ".repeat(number.length());
    String carets = "^".repeat(cut.width()) + (remark.isEmpty() ? "" : " " + remark);
    return style.gutter(number + " | ")
        + cut.text()
        + "\n"
        + style.gutter(blank + " | ")
        + " ".repeat(cut.offset())
        + style.caret(carets)
        + "\n";
  }
}
