package np.server.store;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings the tables of the control database up to this version of np. */
public final class Migrations {
  private final DataSource pool;

  public Migrations(DataSource pool) {
    this.pool = pool;
  }

  /** Applies what is missing; refuses a database that a newer np has written. */
  public void run() {
    Flyway.configure()
        .dataSource(pool)
        .locations("classpath:np/server/store/migrations")
        .load()
        .migrate();
  }
}
