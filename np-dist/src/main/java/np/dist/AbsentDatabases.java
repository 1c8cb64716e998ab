package np.dist;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import np.model.ByteSize;
import np.model.DatabaseId;
import np.model.DatabaseStatus;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.StorageStatus;
import np.model.WantedDatabase;
import np.spi.DatabaseEngine;
import np.spi.Subscription;

/** The engine of a platform whose node keeps no databases: it says so. */
final class AbsentDatabases implements DatabaseEngine {

  @Override
  public void apply(WantedDatabase wanted) {
    throw absent();
  }

  @Override
  public void remove(DatabaseId id) {
    throw absent();
  }

  @Override
  public void suspend(DatabaseId id) {
    throw absent();
  }

  @Override
  public void resume(DatabaseId id) {
    throw absent();
  }

  @Override
  public List<DatabaseStatus> observe() {
    throw absent();
  }

  @Override
  public List<DatabaseStatus> observe(Collection<DatabaseId> ids) {
    throw absent();
  }

  @Override
  public Subscription watch(Consumer<DatabaseStatus> sink) {
    throw absent();
  }

  @Override
  public StorageStatus storage() {
    throw absent();
  }

  @Override
  public StorageStatus prepareStorage(ByteSize size) {
    throw absent();
  }

  private static NpException absent() {
    return new NpException.Unavailable(
        ErrorCode.ENGINE_UNAVAILABLE, "np node keeps no databases here", "np server status");
  }
}
