package np.local.postgres.instance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import np.local.storage.DataStore;
import np.local.storage.TreeCopy;
import org.jspecify.annotations.Nullable;

/**
 * Copies the data of an instance that runs and is written to, by a base backup (PostgreSQL manual,
 * section 25.3.3): what changes meanwhile is in the log, which is copied last and replayed when the
 * copy starts.
 *
 * @param socket of the instance
 * @param data its directory
 * @param patience asked again and again whether to go on
 */
public record BackupCopy(Path socket, Path data, TreeCopy.Patience patience) {
  private static final String LOG = "pg_wal";

  /** What belongs to the process and not to the data; the directories must be there. */
  private static final Set<String> EMPTIED =
      Set.of(
          "pg_dynshmem",
          "pg_notify",
          "pg_replslot",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Duration LONGEST_CHECKPOINT = Duration.ofMinutes(10);

  /** To a directory that does not exist, on the file system of this store. */
  public void copy(DataStore store, Path target) throws IOException {
    try (SqlSession session = SqlSession.open(socket, "postgres")) {
      session.allow(LONGEST_CHECKPOINT);
      keepLog(session);
      session.query("SELECT pg_backup_start('np branch', true)");
      store.copy(new TreeCopy(data, BackupCopy::isLeftOut, patience), target);
      List<@Nullable String> end =
          session
              .query("SELECT labelfile, pg_walfile_name(lsn) FROM pg_backup_stop(false)")
              .getFirst();
      String label = "" + end.get(0);
      LogRange needed = LogRange.of(label, "" + end.get(1));
      TreeCopy log = new TreeCopy(data.resolve(LOG), needed::leavesOut, patience);
      log.copyBytes(target.resolve(LOG));
      Files.writeString(target.resolve("backup_label"), label, StandardCharsets.UTF_8);
    }
  }

  /** A slot that goes with the session keeps checkpoints from removing what is needed. */
  private static void keepLog(SqlSession session) throws IOException {
    session.query(
        "SELECT pg_create_physical_replication_slot("
            + "'np_branch_' || pg_backend_pid(), true, true)");
  }

  /** Files that a server must not find at its start. */
  public static boolean isLeftOut(Path relative) {
    String first = relative.getName(0).toString();
    String name = relative.getFileName().toString();
    return first.equals(LOG)
        || (relative.getNameCount() > 1 && EMPTIED.contains(first))
        || name.startsWith("pgsql_tmp")
        || name.startsWith("pg_internal.init")
        || isOfProcess(relative);
  }

  /** Files of a running server that no copy may have. */
  public static boolean isOfProcess(Path relative) {
    String name = relative.toString();
    return name.equals(PostmasterFile.NAME) || name.equals("postmaster.opts");
  }
}
