package np.cli.load;

import java.util.List;
import np.cli.sql.Column;
import np.cli.sql.Results;
import org.jspecify.annotations.Nullable;

/** Keeps nothing of results but how many rows came in. */
final class Counting implements Results {
  private long rows;
  private long sent;

  /** Those that are on their way included. */
  long rows() {
    return rows + sent;
  }

  /**
   * Lines of a COPY that has not ended: as many rows, unless it is CSV with lines in its values.
   */
  void sent(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      sent += bytes[i] == '\n' ? 1 : 0;
    }
  }

  @Override
  public void begin(List<Column> columns) {}

  @Override
  public void row(List<@Nullable String> cells) {}

  @Override
  public void end(long count) {}

  @Override
  public void done(String tag) {
    sent = 0;
    if (tag.startsWith("COPY ") || tag.startsWith("INSERT ")) {
      rows += Long.parseLong(tag.substring(tag.indexOf(' ') + 1));
    }
  }
}
