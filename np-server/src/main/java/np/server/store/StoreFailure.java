package np.server.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import np.model.ErrorCode;
import np.model.NpException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away from a statement that is wrong. */
final class StoreFailure {
  private static final List<String> AWAY = List.of("08", "57P", "53", "55P03", "25P03");

  /** disk_full: PostgreSQL, appendix A. */
  private static final String DISK_FULL = "53100";

  private StoreFailure() {}

  static RuntimeException translate(JdbiException failure) {
    if (state(failure.getCause()).equals(DISK_FULL)) {
      return new NpException.Unavailable(
          ErrorCode.NO_SPACE,
          "the disk of the server is full; nothing was changed",
          "free some space there, then try again; np doctor shows what takes it",
          failure);
    }
    if (failure instanceof ConnectionException || isAway(failure.getCause())) {
      return new NpException.Unavailable(
          ErrorCode.STORE_UNAVAILABLE,
          "the control database does not answer",
          "running apps are not touched; see np server logs",
          failure);
    }
    return failure;
  }

  /**
   * By class of SQLSTATE: 08 connection, 57P shutting down or starting, 53 out of connections, disk
   * or memory; 55P03 a lock not had in time, 25P03 idle for too long.
   */
  private static boolean isAway(@Nullable Throwable cause) {
    return cause instanceof SQLTransientConnectionException
        || AWAY.stream().anyMatch(state(cause)::startsWith);
  }

  /** Its SQLSTATE; empty when it has none. */
  private static String state(@Nullable Throwable cause) {
    return cause instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
  }
}
