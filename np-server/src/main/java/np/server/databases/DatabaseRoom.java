package np.server.databases;

import java.security.SecureRandom;
import java.time.InstantSource;
import np.server.apps.AppDatabases;
import np.server.audit.Audit;
import np.server.secrets.SecretBox;
import np.server.status.Signals;
import np.server.store.Database;
import np.spi.DatabaseEngine;

/** What databases are kept with, as far as apps need it to find them. */
public final class DatabaseRoom {
  final DatabaseParts parts;
  final Registry registry;
  final DatabaseAddress address;

  /** Where databases are kept and who is told. */
  public record Surroundings(
      Database store,
      Audit audit,
      SecretBox box,
      Signals signals,
      InstantSource clock,
      SecureRandom random) {}

  /**
   * What the platform gives.
   *
   * @param engine keeps the instances
   * @param address where the gateway answers
   * @param limits of each tenant
   */
  public record Platform(DatabaseEngine engine, DatabaseAddress address, DatabaseLimits limits) {}

  public DatabaseRoom(Surroundings surroundings, Platform platform) {
    PasswordStock stock = new PasswordStock(surroundings.random());
    stock.refill();
    this.parts =
        new DatabaseParts(
            surroundings.store(),
            platform.engine(),
            new Passwords(surroundings.box(), stock),
            new Names(surroundings.random()),
            surroundings.audit(),
            surroundings.signals(),
            surroundings.clock());
    this.registry = new Registry(parts, platform.limits());
    this.address = platform.address();
  }

  /** Databases as apps see them. */
  public AppDatabases directory() {
    return new Directory(parts, registry, address);
  }
}
