package np.server.databases;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import np.model.ByteSize;
import np.model.DatabaseId;
import np.model.DatabaseStatus;
import np.model.StorageStatus;
import np.model.WantedDatabase;
import np.spi.DatabaseEngine;
import np.spi.Subscription;

/** An engine whose caller dies while it asks for something: it never hears the answer. */
final class HeldDatabaseEngine implements DatabaseEngine {
  private final DatabaseEngine real;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch forever = new CountDownLatch(1);
  private volatile Moment moment = Moment.NEVER;

  HeldDatabaseEngine(DatabaseEngine real) {
    this.real = real;
  }

  /** When the caller dies. */
  enum Moment {
    NEVER,
    BEFORE,
    AFTER
  }

  void hold(Moment when) {
    moment = when;
  }

  /** Returns when somebody is held. */
  void await() throws InterruptedException {
    if (!reached.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody came");
    }
  }

  /** Lets those go who are held. */
  void release() {
    forever.countDown();
  }

  @Override
  public void apply(WantedDatabase wanted) {
    around(() -> real.apply(wanted));
  }

  @Override
  public boolean awaitData(DatabaseId id, Duration most) {
    return real.awaitData(id, most);
  }

  @Override
  public void remove(DatabaseId id) {
    around(() -> real.remove(id));
  }

  private void around(Runnable work) {
    if (moment == Moment.BEFORE) {
      die();
    }
    work.run();
    if (moment == Moment.AFTER) {
      die();
    }
  }

  private void die() {
    reached.countDown();
    try {
      forever.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("this server was killed");
  }

  @Override
  public void suspend(DatabaseId id) {
    real.suspend(id);
  }

  @Override
  public void resume(DatabaseId id) {
    real.resume(id);
  }

  @Override
  public List<DatabaseStatus> observe() {
    return real.observe();
  }

  @Override
  public List<DatabaseStatus> observe(Collection<DatabaseId> ids) {
    return real.observe(ids);
  }

  @Override
  public Subscription watch(Consumer<DatabaseStatus> sink) {
    return real.watch(sink);
  }

  @Override
  public StorageStatus storage() {
    return real.storage();
  }

  @Override
  public StorageStatus prepareStorage(ByteSize size) {
    return real.prepareStorage(size);
  }
}
