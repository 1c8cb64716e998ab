package np.local.postgres.instance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the log that a base backup replays. An instance keeps many more: old ones, to be
 * filled anew under later names, make up hundreds of megabytes after a large change.
 *
 * @param first its name
 * @param last its name
 */
record LogRange(String first, String last) {
  private static final Pattern START = Pattern.compile("START WAL LOCATION: .*file (\\w+)\\)");
  private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");

  /**
   * @param label the content of backup_label, as pg_backup_stop() gives it
   * @param last the file with the end of the backup
   * @throws IOException when the label does not say where the backup begins
   */
  static LogRange of(String label, String last) throws IOException {
    Matcher start = START.matcher(label);
    if (!start.find()) {
      throw new IOException("PostgreSQL does not say where the backup begins: " + label);
    }
    return new LogRange(start.group(1), last);
  }

  /** Whether this file in the directory of the log belongs to it and is not replayed. */
  boolean leavesOut(Path file) {
    String name = file.toString();
    boolean outside = name.compareTo(first) < 0 || name.compareTo(last) > 0;
    return outside && SEGMENT.matcher(name).matches();
  }
}
