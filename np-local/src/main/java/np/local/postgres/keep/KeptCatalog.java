package np.local.postgres.keep;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import np.local.catalog.DatabaseBoard;
import np.local.catalog.Gateways;
import np.model.DatabaseActivity;
import np.model.DatabaseId;
import np.model.DatabaseSocket;
import np.spi.Subscription;

/** What gateways may know and ask of the databases that are kept here. */
final class KeptCatalog implements Gateways {
  private final Keeping keeping;
  private final Care care;
  private final Runner runner;

  /** Whoever asks within this JVM. */
  private final DatabaseBoard.Gateway local;

  KeptCatalog(Keeping keeping, Care care, Runner runner) {
    this.keeping = keeping;
    this.care = care;
    this.runner = runner;
    this.local = keeping.board().join(this::used, _ -> {});
  }

  @Override
  public DatabaseBoard.Gateway join(Consumer<Collection<Change>> sink) {
    keeping.awaitAll();
    return keeping.board().join(this::used, sink);
  }

  @Override
  public Subscription watch(Consumer<Change> sink) {
    return join(changes -> changes.forEach(sink));
  }

  @Override
  public DatabaseSocket wake(DatabaseId id) {
    return new DatabaseSocket(care.wake(keeping.known(id)).place().socket().toString());
  }

  @Override
  public void report(DatabaseActivity activity) {
    local.report(activity);
  }

  private void used(int change, DatabaseActivity activity) {
    Instant now = keeping.clock().instant();
    Instant when = activity.lastActive().isAfter(now) ? now : activity.lastActive();
    keeping
        .find(activity.id())
        .ifPresent(
            database -> {
              database.activity.used(change, when, Duration.between(when, now));
              keeping.feed().tell(database.id(), keeping.status(database));
            });
  }

  @Override
  public void refreshLogins(DatabaseId id) {
    keeping
        .find(id)
        .ifPresent(
            database ->
                Thread.ofVirtual()
                    .name("database-logins")
                    .start(() -> runner.readLogins(database)));
  }
}
