package np.cli.load;

import java.util.List;
import np.cli.sql.Column;
import np.cli.sql.Results;
import org.jspecify.annotations.Nullable;

/** Keeps nothing of results but how many rows came in. */
final class Counting implements Results {
  private long rows;

  long rows() {
    return rows;
  }

  void add(long more) {
    rows += more;
  }

  @Override
  public void begin(List<Column> columns) {}

  @Override
  public void row(List<@Nullable String> cells) {}

  @Override
  public void end(long count) {}

  @Override
  public void done(String tag) {
    if (tag.startsWith("COPY ") || tag.startsWith("INSERT ")) {
      rows += Long.parseLong(tag.substring(tag.indexOf(' ') + 1));
    }
  }
}
