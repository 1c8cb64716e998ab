package np.cli.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the results of statements, one after the other, without keeping them. */
public interface Results {
  /** A result with rows begins. */
  void begin(List<Column> columns);

  /**
   * A row of it.
   *
   * @param cells as the server writes values; null is NULL
   */
  void row(List<@Nullable String> cells);

  /** It has ended. */
  void end(long rows);

  /**
   * A statement without rows has ended.
   *
   * @param tag what it did: {@code INSERT 3}
   */
  void done(String tag);
}
