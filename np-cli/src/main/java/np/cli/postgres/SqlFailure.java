package np.cli.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import np.model.Printable;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What a database answered to a statement that it refused, escaped.
 *
 * @param state SQLSTATE, empty when the connection broke
 * @param message one line
 * @param notes detail, hint and context as lines
 * @param position of the mistake in the statement, in characters from 1; 0: not known
 */
public record SqlFailure(String state, String message, List<String> notes, int position) {
  public SqlFailure {
    notes = List.copyOf(notes);
  }

  public static SqlFailure of(SQLException cause) {
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    ServerErrorMessage answer =
        cause instanceof PSQLException known ? known.getServerErrorMessage() : null;
    if (answer == null) {
      return new SqlFailure(state, Printable.escape(text(cause.getMessage())), List.of(), 0);
    }
    List<String> notes = new ArrayList<>();
    note(notes, "detail", answer.getDetail());
    note(notes, "hint", answer.getHint());
    note(notes, "where", answer.getWhere());
    return new SqlFailure(
        state, Printable.escape(text(answer.getMessage())), notes, answer.getPosition());
  }

  /** Whether it happened because somebody cancelled the statement. */
  public boolean isCancelled() {
    return state.equals("57014");
  }

  /** Whether nothing more can be sent. */
  public boolean isBroken() {
    return state.isEmpty() || state.startsWith("08") || state.startsWith("57P");
  }

  private static void note(List<String> notes, String name, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      text.lines().map(line -> name + ": " + Printable.escape(line)).forEach(notes::add);
    }
  }

  private static String text(@Nullable String text) {
    return text == null ? "no reason was given" : text;
  }
}
