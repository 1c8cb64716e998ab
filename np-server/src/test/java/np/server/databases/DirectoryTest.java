package np.server.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.AppId;
import np.model.AppName;
import np.model.ErrorCode;
import np.model.ExtensionName;
import np.model.NpException;
import np.model.Pooling;
import np.model.ServiceName;
import np.server.apps.AppDatabases;
import np.server.apps.AppDatabases.Services;
import np.server.apps.Stamp;
import np.spec.ServiceSpec;
import np.testkit.TestPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Databases that a deployment asks for while somebody else works on them too. */
class DirectoryTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private static final Stamp STAMP = new Stamp(Instant.parse("2026-01-01T00:00:00Z"), "ana");

  private final DatabaseStore store = new DatabaseStore();
  private RoomRig rig;
  private AppDatabases directory;

  @BeforeEach
  void start() {
    rig = new RoomRig(POSTGRES, InstantSource.system());
    directory = rig.room.directory();
  }

  @Test
  void whatIsRefusedByTheEngineMeanwhileIsToldWithTheReason() {
    Services wanted = services("vector");
    provide(wanted);
    refuseMeanwhile();

    assertThatThrownBy(() -> directory.apply(wanted, STAMP))
        .isInstanceOfSatisfying(
            NpException.Invalid.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_EXTENSION));
    Optional<StoredDatabase> left =
        rig.database.read(handle -> store.find(handle, RoomRig.id("shop-db")));
    assertThat(left).isEmpty();
  }

  @Test
  void whatWasRefusedMeanwhileAndFitsNowIsMade() {
    Services wanted = services("citext");
    provide(wanted);
    refuseMeanwhile();

    assertThat(directory.apply(wanted, STAMP)).containsExactly("shop-db is new");
    assertThat(rig.engine.notes(RoomRig.id("shop-db"))).isEmpty();
  }

  /** Another one has told the engine, was refused, and has not yet removed it. */
  private void refuseMeanwhile() {
    rig.database.change(
        handle -> {
          StoredDatabase made = store.lock(handle, RoomRig.id("shop-db")).orElseThrow();
          var _ = store.update(handle, made.with(made.life().removed()));
        });
  }

  private void provide(Services wanted) {
    rig.database.change(handle -> directory.provide(handle, wanted, STAMP));
  }

  private static Services services(String extension) {
    ServiceSpec spec =
        new ServiceSpec(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(new ExtensionName(extension)),
            Pooling.NONE,
            Optional.empty());
    return new Services(
        new AppId(RoomRig.ACME, new AppName("shop")),
        Optional.empty(),
        Map.of(new ServiceName("db"), spec));
  }
}
