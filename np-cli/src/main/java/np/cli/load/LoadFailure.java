package np.cli.load;

import java.io.IOException;
import java.sql.SQLException;

/** The database refused a statement of an import. */
public final class LoadFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final SQLException answer;
  private final String sql;
  private final long line;
  private final long dataLine;

  /**
   * @param line that the statement begins in, from 1; 0: it stands in no file
   * @param dataLine of the first row behind a COPY; 0: it is none
   */
  LoadFailure(SQLException answer, String sql, long line, long dataLine) {
    super(answer);
    this.answer = answer;
    this.sql = sql;
    this.line = line;
    this.dataLine = dataLine;
  }

  public SQLException answer() {
    return answer;
  }

  public String sql() {
    return sql;
  }

  public long line() {
    return line;
  }

  public long dataLine() {
    return dataLine;
  }
}
