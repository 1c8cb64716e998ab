package np.server.databases;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.TenantName;
import np.server.audit.Audit;
import np.server.secrets.SealingKey;
import np.server.secrets.SecretBox;
import np.server.status.Signals;
import np.server.store.Database;
import np.server.store.Migrations;
import np.testkit.FakeDatabaseEngine;
import np.testkit.TestPostgres;

/** Databases of one tenant and those who work on them, with nobody who does so by himself. */
final class RoomRig {
  static final TenantName ACME = new TenantName("acme");

  final FakeDatabaseEngine engine = new FakeDatabaseEngine();
  final Database database;
  final Audit audit;
  final DatabaseRoom room;
  final Applier applier;

  RoomRig(TestPostgres postgres, InstantSource clock) {
    var source = postgres.another();
    new Migrations(source).run();
    database = new Database(source);
    database.change(
        handle -> handle.execute("INSERT INTO tenants (name, created_at) VALUES ('acme', now())"));
    SecureRandom random = new SecureRandom();
    audit = new Audit(database, clock);
    room =
        new DatabaseRoom(
            new DatabaseRoom.Surroundings(
                database,
                audit,
                new SecretBox(SealingKey.random(random), random),
                new Signals(),
                clock,
                random),
            new DatabaseRoom.Platform(
                engine, new DatabaseAddress(Optional.empty(), 5432), new DatabaseLimits(3)));
    applier = new Applier(room.parts, gone -> {});
  }

  static DatabaseId id(String name) {
    return new DatabaseId(ACME, new DatabaseName(name));
  }
}
