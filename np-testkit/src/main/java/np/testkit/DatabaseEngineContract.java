package np.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import np.model.DatabaseState;
import np.model.DatabaseStatus;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.PostgresVersion;
import np.model.WantedDatabase;
import np.model.WantedDatabase.Presence;
import np.spi.DatabaseEngine;
import np.spi.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link DatabaseEngine} must do; branches in {@link DatabaseBranchContract}. */
public abstract class DatabaseEngineContract extends DatabaseBranchContract {
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");

  @Test
  void aWishIsObservedAsSoonAsItIsTaken() {
    engine().apply(SHOP);

    assertThat(engine().observe()).extracting(DatabaseStatus::id).containsExactly(SHOP.id());
    assertThat(status(SHOP.id()).state()).isNotEqualTo(DatabaseState.FAILED);
  }

  @ParameterizedTest
  @EnumSource
  void aNewDatabaseRunsAndIsEmpty(PostgresVersion version) {
    WantedDatabase wanted =
        new WantedDatabase(
            SHOP.id(),
            1,
            SHOP.label(),
            version,
            SHOP.verifier(),
            SHOP.settings(),
            SHOP.origin(),
            SHOP.presence());
    DatabaseStatus status = make(wanted);

    assertThat(status.pid()).isPresent();
    assertThat(status.why()).isEmpty();
    assertThat(status.release()).startsWith(version + ".");
    assertThat(notes(SHOP.id())).isEmpty();
  }

  @Test
  void whatIsWrittenSurvivesSleep() {
    make(SHOP);
    write(SHOP.id(), "one");

    engine().suspend(SHOP.id());

    assertThat(status(SHOP.id()).state()).isEqualTo(DatabaseState.SLEEPING);
    assertThat(status(SHOP.id()).pid()).isEmpty();
    assertThat(notes(SHOP.id())).containsExactly("one");
    assertThat(status(SHOP.id()).state()).isEqualTo(DatabaseState.RUNNING);
  }

  @Test
  void resumeReturnsWhenItRuns() {
    make(SHOP);
    engine().suspend(SHOP.id());

    engine().resume(SHOP.id());
    DatabaseStatus resumed = status(SHOP.id());
    engine().resume(SHOP.id());

    assertThat(resumed.state()).isEqualTo(DatabaseState.RUNNING);
    assertThat(status(SHOP.id()).pid()).isEqualTo(resumed.pid());
  }

  @Test
  void suspendingTwiceIsSuspendingOnce() {
    make(SHOP);
    engine().suspend(SHOP.id());
    engine().suspend(SHOP.id());

    assertThat(status(SHOP.id()).state()).isEqualTo(DatabaseState.SLEEPING);
  }

  @Test
  void aWishThatIsNotNewerChangesNothing() {
    WantedDatabase second = TestDatabases.rotated(SHOP, "another");
    engine().apply(second);
    DatabaseStatus before = awaitFulfilled(second, DatabaseState.RUNNING);

    engine().apply(second);
    engine().apply(TestDatabases.with(TestDatabases.empty("shop"), Presence.TRASHED));
    engine().apply(SHOP);

    assertThat(status(SHOP.id()).generation()).isEqualTo(2);
    assertThat(status(SHOP.id()).pid()).isEqualTo(before.pid());
  }

  @Test
  void anotherPasswordRestartsNothing() {
    DatabaseStatus before = make(SHOP);
    WantedDatabase rotated = TestDatabases.rotated(SHOP, "another");

    engine().apply(rotated);

    assertThat(awaitFulfilled(rotated, DatabaseState.RUNNING).pid()).isEqualTo(before.pid());
  }

  @Test
  void versionAndLabelCannotBeChanged() {
    make(SHOP);
    WantedDatabase other = TestDatabases.rotated(SHOP, "another");
    WantedDatabase version =
        new WantedDatabase(
            other.id(),
            2,
            other.label(),
            PostgresVersion.V17,
            other.verifier(),
            other.settings(),
            other.origin(),
            other.presence());
    WantedDatabase label =
        new WantedDatabase(
            other.id(),
            2,
            TestDatabases.empty("other").label(),
            other.version(),
            other.verifier(),
            other.settings(),
            other.origin(),
            other.presence());

    for (WantedDatabase each : List.of(version, label)) {
      assertThatThrownBy(() -> engine().apply(each))
          .isInstanceOfSatisfying(
              NpException.Conflict.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE));
    }
    assertThat(status(SHOP.id()).generation()).isEqualTo(1);
  }

  @Test
  void anExtensionThatIsNotThereIsRefusedBeforeAnythingIsMade() {
    WantedDatabase wanted = TestDatabases.with(SHOP, "no_such_thing");

    assertThatThrownBy(() -> engine().apply(wanted))
        .isInstanceOfSatisfying(
            NpException.Invalid.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NO_EXTENSION);
              assertThat(e.hint()).contains("pg_trgm");
            });
    assertThat(engine().observe()).isEmpty();
  }

  @Test
  void anExtensionCanBeAddedLater() {
    make(SHOP);
    WantedDatabase wanted = TestDatabases.with(SHOP, "pg_trgm", "citext");

    engine().apply(wanted);

    awaitFulfilled(wanted, DatabaseState.RUNNING);
  }

  @Test
  void theTrashKeepsTheDataAndWakesForNobody() {
    make(SHOP);
    write(SHOP.id(), "one");
    WantedDatabase trashed = TestDatabases.with(SHOP, Presence.TRASHED);
    engine().apply(trashed);

    assertThat(awaitFulfilled(trashed, DatabaseState.TRASHED).pid()).isEmpty();
    assertThat(status(SHOP.id()).why()).isNotEmpty();
    assertThatThrownBy(() -> engine().resume(SHOP.id()))
        .isInstanceOfSatisfying(
            NpException.Unavailable.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));

    engine().apply(TestDatabases.with(trashed, Presence.SERVING));
    assertThat(notes(SHOP.id())).containsExactly("one");
  }

  @Test
  void whatIsRemovedIsGoneAndItsNameBeginsAnew() {
    make(SHOP);
    write(SHOP.id(), "one");

    engine().remove(SHOP.id());
    engine().remove(SHOP.id());

    assertThat(engine().observe()).isEmpty();
    make(SHOP);
    assertThat(notes(SHOP.id())).isEmpty();
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    for (Runnable call :
        List.<Runnable>of(() -> engine().suspend(SHOP.id()), () -> engine().resume(SHOP.id()))) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              NpException.NotFound.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_DATABASE));
    }
    assertThat(engine().observe(List.of(SHOP.id()))).isEmpty();
  }

  @Test
  void onlyThoseThatAreAskedForAreObserved() {
    make(SHOP);
    make(TestDatabases.empty("other"));

    assertThat(engine().observe(List.of(SHOP.id(), TestDatabases.id("none"))))
        .extracting(DatabaseStatus::id)
        .containsExactly(SHOP.id());
    assertThat(engine().observe()).hasSize(2);
  }

  @Test
  void watchersHearOfEveryState() {
    List<DatabaseState> seen = new CopyOnWriteArrayList<>();
    try (Subscription _ = engine().watch(status -> seen.add(status.state()))) {
      make(SHOP);
      await().atMost(PATIENCE).until(() -> seen.contains(DatabaseState.RUNNING));
      engine().suspend(SHOP.id());

      await().atMost(PATIENCE).until(() -> seen.getLast() == DatabaseState.SLEEPING);
    }
  }

  @Test
  void manyAskForTheSameAtOnce() {
    IntStream.range(0, 8).parallel().forEach(i -> engine().apply(SHOP));
    IntStream.range(0, 8).parallel().forEach(i -> engine().resume(SHOP.id()));

    assertThat(engine().observe()).hasSize(1);
    assertThat(status(SHOP.id()).state()).isEqualTo(DatabaseState.RUNNING);
  }

  @Test
  void storageTellsHowItBranchesAndWhatIsFree() {
    assertThat(engine().storage().why()).isNotEmpty();
    assertThat(engine().storage().free().bytes()).isPositive();
    assertThat(engine().storage().total()).isGreaterThanOrEqualTo(engine().storage().free());
  }
}
