package np.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import np.model.ByteSize;
import np.model.DatabaseId;
import np.model.DatabaseState;
import np.model.NpException;
import np.model.StorageStatus;
import np.model.WantedDatabase;
import np.spi.DatabaseEngine;
import org.junit.jupiter.api.Test;

/** The fake passes the contract that it stands in for. */
final class FakeDatabaseEngineTest extends DatabaseEngineContract {
  private static final WantedDatabase SHOP = TestDatabases.empty("shop");

  private final FakeDatabaseEngine engine = new FakeDatabaseEngine();

  @Override
  protected DatabaseEngine engine() {
    return engine;
  }

  @Override
  protected void write(DatabaseId id, String note) {
    engine.write(id, note);
  }

  @Override
  protected List<String> notes(DatabaseId id) {
    return engine.notes(id);
  }

  @Test
  void whatIsHeldUpIsPreparedUntilItIsReleased() {
    engine.hold();
    engine.apply(SHOP);
    assertThat(status(SHOP.id()).state()).isEqualTo(DatabaseState.PREPARING);
    assertThat(status(SHOP.id()).generation()).isZero();

    engine.release();

    assertThat(status(SHOP.id()).state()).isEqualTo(DatabaseState.RUNNING);
  }

  @Test
  void aFailureIsTheTestsOwnAndEndsWithTheNextStart() {
    make(SHOP);
    engine.fail(SHOP.id(), "the disk is full");
    assertThat(status(SHOP.id()).state()).isEqualTo(DatabaseState.FAILED);
    assertThat(status(SHOP.id()).why()).isEqualTo("the disk is full");

    engine.resume(SHOP.id());

    assertThat(status(SHOP.id()).state()).isEqualTo(DatabaseState.RUNNING);
  }

  @Test
  void whatIsAwayCannotBeReached() {
    make(SHOP);
    engine.goAway();
    assertThatThrownBy(engine::observe).isInstanceOf(NpException.Unavailable.class);

    engine.comeBack();

    assertThat(engine.observe()).hasSize(1);
  }

  @Test
  void preparedStorageBranchesBySnapshots() {
    assertThat(engine.prepareStorage(ByteSize.parse("10G")).kind())
        .isEqualTo(StorageStatus.Kind.BTRFS);
    assertThat(engine.storage().total()).isEqualTo(ByteSize.parse("10G"));
  }
}
