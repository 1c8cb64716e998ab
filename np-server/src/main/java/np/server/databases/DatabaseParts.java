package np.server.databases;

import java.time.Instant;
import java.time.InstantSource;
import np.server.apps.Stamp;
import np.server.audit.Audit;
import np.server.status.Signals;
import np.server.store.Database;
import np.spi.DatabaseEngine;

/**
 * What the rules of databases work with.
 *
 * @param store keeps them
 * @param engine runs them
 * @param signals woken with {@link #WRITTEN} when something is left to be done
 */
record DatabaseParts(
    Database store,
    DatabaseEngine engine,
    Passwords passwords,
    Names names,
    Audit audit,
    Signals signals,
    InstantSource clock) {
  /** Something was written down that has still to be done, or that will fall due. */
  static final String WRITTEN = "np.server.databases.written";

  Stamp stamp(String by) {
    return new Stamp(now(), by);
  }

  Instant now() {
    return clock.instant();
  }
}
