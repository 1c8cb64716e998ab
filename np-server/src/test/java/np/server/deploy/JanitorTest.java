package np.server.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import np.model.AppId;
import np.model.AppName;
import np.model.Artifact;
import np.model.Digest;
import np.model.ReleaseNumber;
import np.model.TenantName;
import np.server.AppRig;
import np.server.MemoryIngress;
import np.server.ScriptedEngine;
import np.server.SourceArchive;
import np.server.apps.App;
import np.server.apps.AppStore;
import np.server.apps.Planning;
import np.server.apps.SecretValues;
import np.server.apps.Secrets;
import np.server.apps.Targets;
import np.server.audit.Audit;
import np.server.builds.ArchiveLimits;
import np.server.builds.ArchiveReader;
import np.server.builds.Artifacts;
import np.server.builds.Uploads;
import np.server.databases.DatabaseLimits;
import np.server.databases.DatabaseRoom;
import np.server.secrets.SealingKey;
import np.server.secrets.SecretBox;
import np.server.status.EngineBoard;
import np.server.status.Signals;
import np.server.store.Database;
import np.server.store.Migrations;
import np.testkit.FakeDatabaseEngine;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class JanitorTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final AppId APP = new AppId(new TenantName("acme"), new AppName("shop"));
  private static final SourceArchive SOURCE = SourceArchive.of("index.html", "hi");

  @TempDir Path home;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final InstantSource clock = now::get;
  private final AppStore apps = new AppStore();
  private Database database;
  private Uploads uploads;
  private Artifacts artifacts;
  private Janitor janitor;

  @BeforeEach
  void start() throws Exception {
    DataSource source = POSTGRES.another();
    new Migrations(source).run();
    database = new Database(source);
    database.change(
        handle -> handle.execute("INSERT INTO tenants (name, created_at) VALUES ('acme', now())"));
    ArchiveReader reader = new ArchiveReader(ArchiveLimits.DEFAULT);
    uploads = new Uploads(home.resolve("uploads"), reader, database, clock);
    artifacts = new Artifacts(home.resolve("apps"), reader, uploads);
    janitor = new Janitor(tools(), uploads);
    uploads.receive(APP.tenant(), SOURCE.digest(), new ByteArrayInputStream(SOURCE.bytes()));
  }

  private Tools tools() {
    SecureRandom random = new SecureRandom();
    SecretBox box = new SecretBox(SealingKey.random(random), random);
    ScriptedEngine engine = new ScriptedEngine();
    Signals signals = new Signals();
    DatabaseRoom room =
        new DatabaseRoom(
            new DatabaseRoom.Surroundings(
                database, new Audit(database, clock), box, signals, clock, random),
            new DatabaseRoom.Platform(
                new FakeDatabaseEngine(), AppRig.DATABASES, DatabaseLimits.DEFAULT));
    Targets targets =
        new Targets(
            database,
            new Planning(AppRig.ADDRESS),
            new SecretValues(new Secrets(box, random), room.directory()));
    return new Tools(
        database,
        engine,
        new MemoryIngress(),
        new EngineBoard(engine, signals),
        signals,
        artifacts,
        targets,
        room.directory(),
        clock);
  }

  private void pass(Duration time) {
    now.set(now.get().plus(time));
  }

  @Test
  void uploadThatNobodyUsesForADayIsDeleted() {
    pass(Duration.ofHours(23));
    assertThat(uploads.has(APP.tenant(), SOURCE.digest())).as("counts as a use").isTrue();
    pass(Duration.ofHours(23));
    janitor.sweep();
    assertThat(uploads.has(APP.tenant(), SOURCE.digest())).isTrue();

    pass(Duration.ofHours(25));
    janitor.sweep();

    assertThat(uploads.has(APP.tenant(), SOURCE.digest())).isFalse();
    assertThat(home.resolve("uploads/acme")).isEmptyDirectory();
  }

  @Test
  void trashIsPurgedAfterSevenDaysAndNotBefore() throws Exception {
    Path directory = trashed();
    pass(Duration.ofDays(6));
    janitor.sweep();
    assertThat(directory).exists();

    pass(Duration.ofDays(2));
    janitor.sweep();

    assertThat(directory).doesNotExist();
    Optional<App> left = database.read(handle -> apps.find(handle, APP));
    assertThat(left).isEmpty();
  }

  @Test
  void purgeFollowsNoLinkOutOfTheArtifact() throws Exception {
    Path outside = Files.createDirectory(home.resolve("outside"));
    Path treasure = Files.writeString(outside.resolve("treasure"), "gold");
    Path directory = trashed();
    Files.createSymbolicLink(directory.resolve("link"), outside);
    Files.createSymbolicLink(directory.resolve("file"), treasure);

    pass(Duration.ofDays(8));
    janitor.sweep();

    assertThat(directory).doesNotExist();
    assertThat(treasure).hasContent("gold");
  }

  /** An app in the trash with an artifact; the artifact's directory. */
  private Path trashed() throws Exception {
    database.change(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO apps (tenant, name, created_at, created_by, deleted_at)
                    VALUES ('acme', 'shop', :now, 'ana', :now)
                    """)
                .bind("now", now.get())
                .execute());
    Artifact artifact = new Artifact(APP, new ReleaseNumber(1), Digest.of("any"));
    artifacts.unpack(artifact, SOURCE.digest());
    assertThat(artifacts.directory(artifact)).isDirectory();
    return artifacts.directory(artifact);
  }
}
