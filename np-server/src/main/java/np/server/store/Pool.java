package np.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.postgresql.ds.common.BaseDataSource;

/** Pools connections: few, for a transaction is short, and one while nothing happens. */
public final class Pool {
  private static final int MOST = 8;
  private static final long PATIENCE_MILLIS = 5_000;
  private static final long START_PATIENCE_MILLIS = 30_000;

  private Pool() {}

  /** The pool over {@code database}; waits for it to come up. The caller closes it. */
  public static HikariDataSource over(DataSource database) {
    if (database instanceof BaseDataSource postgres) {
      // Its detail repeats the values of a row, and messages reach the log.
      postgres.setLogServerErrorDetail(false);
    }
    HikariConfig config = new HikariConfig();
    config.setPoolName("np-store");
    config.setDataSource(database);
    config.setMaximumPoolSize(MOST);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setInitializationFailTimeout(START_PATIENCE_MILLIS);
    config.setConnectionInitSql(
        "SET lock_timeout = '20s'; SET idle_in_transaction_session_timeout = '60s'");
    return new HikariDataSource(config);
  }
}
