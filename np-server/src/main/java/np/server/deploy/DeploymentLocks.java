package np.server.deploy;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import np.model.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that no two servers walk the same deployment: a PostgreSQL advisory lock for each, all
 * held by one connection that is kept for them. A server that dies loses its connection, and
 * PostgreSQL gives its locks to whoever asks next. A connection that breaks loses all locks at
 * once; each walk finds out before its next step and ends.
 */
final class DeploymentLocks implements AutoCloseable {
  private static final int VALID_SECONDS = 5;

  private final DataSource pool;
  private final ReentrantLock guard = new ReentrantLock();
  private final Set<String> held = new HashSet<>();
  private @Nullable Connection connection;

  DeploymentLocks(DataSource pool) {
    this.pool = pool;
  }

  /** Takes the lock of a deployment; false when somebody has it. */
  boolean take(String deployment) throws SQLException {
    guard.lock();
    try {
      return !held.contains(deployment)
          && ask("SELECT pg_try_advisory_lock(?)", deployment)
          && held.add(deployment);
    } finally {
      guard.unlock();
    }
  }

  /** Whether the lock is still ours. */
  boolean holds(String deployment) {
    guard.lock();
    try {
      Connection open = connection;
      if (open == null || !open.isValid(VALID_SECONDS)) {
        drop();
      }
      return held.contains(deployment);
    } catch (SQLException e) {
      drop();
      return false;
    } finally {
      guard.unlock();
    }
  }

  /** Gives the lock back. */
  void release(String deployment) {
    guard.lock();
    try {
      if (held.remove(deployment)) {
        ask("SELECT pg_advisory_unlock(?)", deployment);
      }
    } catch (SQLException e) {
      drop();
    } finally {
      guard.unlock();
    }
  }

  private boolean ask(String sql, String deployment) throws SQLException {
    try (PreparedStatement statement = connection().prepareStatement(sql)) {
      statement.setLong(1, key(deployment));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    } catch (SQLException e) {
      drop();
      throw e;
    }
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = pool.getConnection();
      open.setAutoCommit(true);
      connection = open;
    }
    return open;
  }

  private void drop() {
    held.clear();
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        // Closed for real, not put back into a pool with its locks.
        open.abort(Runnable::run);
      } catch (SQLException e) {
        // It is broken, which is why it goes.
        held.clear();
      }
    }
  }

  private static long key(String deployment) {
    byte[] digest = HexFormat.of().parseHex(Digest.of("deployment " + deployment).hex());
    return ByteBuffer.wrap(digest).getLong();
  }

  @Override
  public void close() {
    guard.lock();
    try {
      drop();
    } finally {
      guard.unlock();
    }
  }
}
