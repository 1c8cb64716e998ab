package np.server.databases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import np.model.DatabaseName;
import np.model.DatabaseSettings;
import np.model.DatabaseState;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.PostgresVersion;
import np.server.apps.Changes;
import np.server.apps.Links;
import np.server.apps.Stamp;
import np.server.store.Database;
import np.testkit.FakeDatabaseEngine;
import np.testkit.TestPostgres;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens by itself, under a clock of the test's. */
class FallDueTest {
  @RegisterExtension static final TestPostgres POSTGRES = new TestPostgres();

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

  /** Since the machine was started, whatever its clock says. */
  private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

  private FakeDatabaseEngine engine;
  private Database database;
  private DatabaseRoom room;
  private Applier applier;
  private DatabaseTrash trash;
  private Restarts restarts;
  private Keeper keeper;

  @BeforeEach
  void start() {
    RoomRig rig = new RoomRig(POSTGRES, now::get);
    engine = rig.engine;
    database = rig.database;
    room = rig.room;
    applier = rig.applier;
    trash = new DatabaseTrash(room.parts, room.registry, applier);
    Changes changes =
        new Changes(
            new Changes.Surroundings(database, rig.audit, opened -> {}, () -> "d1", now::get));
    restarts = new Restarts(room.parts, new Links(changes, room.directory()));
    keeper = newKeeper();
    keeper.fallDue();
  }

  private Keeper newKeeper() {
    return new Keeper(
        room.parts,
        new Keeper.Work(applier, trash, restarts),
        new ClockTrust(() -> passed.get().toNanos()));
  }

  private StoredDatabase make(String name, Optional<String> parent, Optional<Duration> ttl) {
    Registry.New wanted =
        new Registry.New(
            Optional.of(new DatabaseName(name)),
            PostgresVersion.NEWEST,
            DatabaseSettings.DEFAULT,
            parent.map(DatabaseName::new),
            ttl);
    StoredDatabase made =
        database.write(
            handle -> room.registry.add(handle, RoomRig.ACME, wanted, new Stamp(now.get(), "ana")));
    applier.apply(made);
    return made;
  }

  private void pass(Duration time) {
    elapse(time);
    keeper.fallDue();
    assertThat(keeper.catchUp()).isTrue();
  }

  private void elapse(Duration time) {
    passed.set(passed.get().plus(time));
    setClock(time);
  }

  /** Time does not go on, but the clock says so. */
  private void setClock(Duration further) {
    now.set(now.get().plus(further));
  }

  private List<String> events(String name) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT what FROM audit_events WHERE database = :name ORDER BY id")
                .bind("name", name)
                .mapTo(String.class)
                .list());
  }

  private DatabaseState state(String name) {
    return engine.observe(List.of(RoomRig.id(name))).getFirst().state();
  }

  @Test
  void aBranchTellsItsEndAnHourBeforeAndEndsOnce() {
    make("shop", Optional.empty(), Optional.empty());
    make("trial", Optional.of("shop"), Optional.of(Duration.ofDays(1)));

    pass(Duration.ofHours(22));
    assertThat(events("trial")).isEmpty();
    pass(Duration.ofMinutes(61));
    pass(Duration.ofMinutes(1));
    assertThat(events("trial")).containsExactly("database.expiring");
    assertThat(state("trial")).isEqualTo(DatabaseState.RUNNING);
    pass(Duration.ofHours(1));
    pass(Duration.ofHours(1));

    assertThat(events("trial")).containsExactly("database.expiring", "database.expire");
    assertThat(state("trial")).isEqualTo(DatabaseState.TRASHED);
    assertThat(state("shop")).isEqualTo(DatabaseState.RUNNING);
  }

  @Test
  void aShortBranchEndsWithoutANoticeBefore() {
    make("shop", Optional.empty(), Optional.empty());
    make("trial", Optional.of("shop"), Optional.of(Duration.ofMinutes(5)));

    pass(Duration.ofMinutes(4));
    assertThat(events("trial")).isEmpty();
    pass(Duration.ofMinutes(1));

    assertThat(events("trial")).containsExactly("database.expire");
  }

  @Test
  void aBranchThatIsTakenBackBeginsItsTimeAnew() {
    make("shop", Optional.empty(), Optional.empty());
    make("trial", Optional.of("shop"), Optional.of(Duration.ofMinutes(5)));
    pass(Duration.ofMinutes(6));

    trash.undelete(RoomRig.id("trial"), "ana");
    pass(Duration.ofMinutes(4));
    assertThat(state("trial")).isEqualTo(DatabaseState.RUNNING);
    pass(Duration.ofMinutes(2));

    assertThat(state("trial")).isEqualTo(DatabaseState.TRASHED);
  }

  @Test
  void theTrashIsEmptiedAfterSevenDaysAndTheLabelIsNotGivenAgain() {
    make("shop", Optional.empty(), Optional.empty());
    trash.destroy(RoomRig.id("shop"), "ana");

    pass(Duration.ofDays(6));
    assertThat(state("shop")).isEqualTo(DatabaseState.TRASHED);
    pass(Duration.ofDays(2));

    assertThat(engine.observe()).isEmpty();
    assertThat(events("shop")).containsExactly("database.destroy", "database.purge");
    assertThatRefused(() -> trash.undelete(RoomRig.id("shop"), "ana"), ErrorCode.NO_DATABASE);
    assertThat(make("shop", Optional.empty(), Optional.empty()).label().value())
        .matches("shop-[a-z0-9]{5}");
    assertThat(state("shop")).isEqualTo(DatabaseState.RUNNING);
  }

  @Test
  void aClockThatJumpsForwardDestroysNothingForEver() {
    make("shop", Optional.empty(), Optional.empty());
    trash.destroy(RoomRig.id("shop"), "ana");

    setClock(Duration.ofDays(3650));
    pass(Duration.ZERO);
    pass(Duration.ofMinutes(50));
    assertThat(state("shop")).isEqualTo(DatabaseState.TRASHED);
    setClock(Duration.ofDays(-3650));
    pass(Duration.ofHours(2));
    trash.undelete(RoomRig.id("shop"), "ana");

    assertThat(state("shop")).isEqualTo(DatabaseState.RUNNING);
    assertThat(events("shop")).containsExactly("database.destroy", "database.undelete");
  }

  @Test
  void aClockThatStaysWhereItJumpedIsBelievedAfterAnHour() {
    make("shop", Optional.empty(), Optional.empty());
    trash.destroy(RoomRig.id("shop"), "ana");

    setClock(Duration.ofDays(8));
    pass(Duration.ZERO);
    assertThat(state("shop")).isEqualTo(DatabaseState.TRASHED);
    pass(Duration.ofMinutes(61));

    assertThat(engine.observe()).isEmpty();
  }

  @Test
  void aServerThatHasJustStartedDoesNotTrustItsClock() {
    make("shop", Optional.empty(), Optional.empty());
    trash.destroy(RoomRig.id("shop"), "ana");
    setClock(Duration.ofDays(8));

    keeper = newKeeper();
    keeper.fallDue();
    assertThat(state("shop")).isEqualTo(DatabaseState.TRASHED);
    pass(Duration.ofMinutes(61));

    assertThat(engine.observe()).isEmpty();
  }

  @Test
  void aClockThatJumpsBackEndsNothingEarlyAndHoldsNothingUpAfterwards() {
    make("shop", Optional.empty(), Optional.empty());
    make("trial", Optional.of("shop"), Optional.of(Duration.ofDays(1)));

    setClock(Duration.ofDays(-30));
    pass(Duration.ofHours(2));
    assertThat(state("trial")).isEqualTo(DatabaseState.RUNNING);
    make("later", Optional.of("shop"), Optional.of(Duration.ofHours(1)));
    pass(Duration.ofHours(1));
    assertThat(state("later")).isEqualTo(DatabaseState.TRASHED);
    setClock(Duration.ofDays(30));
    pass(Duration.ofHours(22));

    assertThat(state("trial")).isEqualTo(DatabaseState.TRASHED);
    assertThat(events("trial")).contains("database.expire");
  }

  @Test
  void whatTheEngineCouldNotRemoveIsRemovedLater() {
    make("shop", Optional.empty(), Optional.empty());
    trash.destroy(RoomRig.id("shop"), "ana");
    elapse(Duration.ofDays(8));
    engine.goAway();
    keeper.fallDue();
    assertThatRefused(keeper::catchUp, ErrorCode.ENGINE_UNAVAILABLE);
    engine.comeBack();
    assertThat(engine.observe()).hasSize(1);
    assertThatRefused(() -> make("shop", Optional.empty(), Optional.empty()), ErrorCode.NAME_TAKEN);

    assertThat(keeper.catchUp()).isTrue();

    assertThat(engine.observe()).isEmpty();
  }

  @Test
  void aTenantMayHaveSoManyAndNoMore() {
    make("one", Optional.empty(), Optional.empty());
    make("two", Optional.empty(), Optional.empty());
    make("three", Optional.empty(), Optional.empty());
    trash.destroy(RoomRig.id("three"), "ana");

    assertThatRefused(
        () -> make("four", Optional.empty(), Optional.empty()), ErrorCode.LIMIT_REACHED);
  }

  private static void assertThatRefused(ThrowingCallable call, ErrorCode code) {
    Assertions.assertThatThrownBy(call)
        .isInstanceOfSatisfying(NpException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
