package np.cli.sql;

import java.io.OutputStream;
import np.cli.host.Tty;
import np.cli.output.Look;
import np.model.Printable;
import org.postgresql.jdbc.PgConnection;

/** The forms of results. */
public enum SqlFormat {
  ALIGNED,
  EXPANDED,
  /** Aligned while it fits the terminal, else expanded. */
  FITTING,
  CSV,
  JSON;

  /**
   * Results in this form.
   *
   * @param out where to; the caller flushes
   */
  public Results to(OutputStream out, Look look, Tty tty) {
    return switch (this) {
      case CSV -> new CsvResults(out, tty.out() ? SqlFormat::harmless : text -> text);
      case JSON -> new JsonResults(out);
      case ALIGNED -> new TableResults(out, page(look, tty, Page.Expanded.OFF));
      case EXPANDED -> new TableResults(out, page(look, tty, Page.Expanded.ON));
      case FITTING -> new TableResults(out, page(look, tty, Page.Expanded.AUTO));
    };
  }

  /** A shell whose tables fit the terminal. */
  public static Shell shell(PgConnection connection, Shell.Desk desk, Look look, Tty tty) {
    return new Shell(connection, desk, page(look, tty, Page.Expanded.AUTO));
  }

  private static Page page(Look look, Tty tty, Page.Expanded expanded) {
    return new Page(
        look.out(), () -> tty.out() ? tty.size().get().width() : Integer.MAX_VALUE, expanded);
  }

  /** Line ends may stay: they are what quotes are for. */
  private static String harmless(String text) {
    return String.join(
        "\n", java.util.Arrays.stream(text.split("\n", -1)).map(Printable::escape).toList());
  }
}
