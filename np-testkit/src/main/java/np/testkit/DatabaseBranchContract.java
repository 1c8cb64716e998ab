package np.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import np.model.DatabaseState;
import np.model.DatabaseStatus;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.WantedDatabase;
import np.model.WantedDatabase.Presence;
import org.junit.jupiter.api.Test;

/** What an engine must do about branches. */
public abstract class DatabaseBranchContract extends DatabaseEngineHarness {
  private static final WantedDatabase MAIN = TestDatabases.empty("main");
  private static final WantedDatabase BRANCH = TestDatabases.branch("preview", MAIN);

  @Test
  void aBranchBeginsWithWhatItsParentHasAndGoesItsOwnWay() {
    DatabaseStatus before = make(MAIN);
    write(MAIN.id(), "one");

    make(BRANCH);
    write(BRANCH.id(), "two");
    write(MAIN.id(), "three");

    assertThat(notes(BRANCH.id())).containsExactly("one", "two");
    assertThat(notes(MAIN.id())).containsExactly("one", "three");
    assertThat(status(MAIN.id()).pid()).isEqualTo(before.pid());
  }

  @Test
  void aBranchOfASleepingDatabaseDoesNotWakeIt() {
    make(MAIN);
    write(MAIN.id(), "one");
    engine().suspend(MAIN.id());

    make(BRANCH);

    assertThat(status(MAIN.id()).state()).isEqualTo(DatabaseState.SLEEPING);
    assertThat(notes(BRANCH.id())).containsExactly("one");
    assertThat(notes(MAIN.id())).containsExactly("one");
  }

  @Test
  void aBranchCanBeBranched() {
    make(MAIN);
    write(MAIN.id(), "one");
    make(BRANCH);
    write(BRANCH.id(), "two");

    WantedDatabase second = TestDatabases.branch("second", BRANCH);
    make(second);

    assertThat(notes(second.id())).containsExactly("one", "two");
  }

  @Test
  void aResetBranchHasItsParentsPresent() {
    make(MAIN);
    make(BRANCH);
    write(BRANCH.id(), "lost");
    write(MAIN.id(), "one");

    WantedDatabase reset = TestDatabases.reset(BRANCH);
    make(reset);

    assertThat(notes(BRANCH.id())).containsExactly("one");
    write(BRANCH.id(), "two");
    make(TestDatabases.rotated(reset, "another"));
    assertThat(notes(BRANCH.id())).containsExactly("one", "two");
  }

  @Test
  void whatIsDoneToTheParentOnceItIsCopiedIsNotInTheBranch() {
    make(MAIN);
    write(MAIN.id(), "one");

    engine().apply(BRANCH);
    assertThat(engine().awaitData(BRANCH.id(), PATIENCE)).isTrue();
    write(MAIN.id(), "two");
    assertThat(notes(BRANCH.id())).containsExactly("one");

    engine().apply(TestDatabases.reset(BRANCH));
    assertThat(engine().awaitData(BRANCH.id(), PATIENCE)).isTrue();
    write(MAIN.id(), "three");
    assertThat(notes(BRANCH.id())).containsExactly("one", "two");
  }

  @Test
  void nobodyWaitsForTheDataOfNothing() {
    assertThatThrownBy(() -> engine().awaitData(BRANCH.id(), PATIENCE))
        .isInstanceOfSatisfying(
            NpException.NotFound.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_DATABASE));
  }

  @Test
  void aBranchOutlivesItsParent() {
    make(MAIN);
    write(MAIN.id(), "one");
    make(BRANCH);

    engine().remove(MAIN.id());

    assertThat(notes(BRANCH.id())).containsExactly("one");
    engine().suspend(BRANCH.id());
    assertThat(notes(BRANCH.id())).containsExactly("one");
  }

  @Test
  void aBranchOfATrashedDatabaseIsMade() {
    make(MAIN);
    write(MAIN.id(), "one");
    engine().apply(TestDatabases.with(MAIN, Presence.TRASHED));

    make(BRANCH);

    assertThat(notes(BRANCH.id())).containsExactly("one");
    assertThat(status(MAIN.id()).state()).isEqualTo(DatabaseState.TRASHED);
  }

  @Test
  void aBranchOfNothingIsNotFound() {
    assertThatThrownBy(() -> engine().apply(BRANCH))
        .isInstanceOfSatisfying(
            NpException.NotFound.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_DATABASE));
    assertThat(engine().observe()).isEmpty();
  }
}
