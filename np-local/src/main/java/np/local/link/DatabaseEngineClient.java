package np.local.link;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import np.model.ByteSize;
import np.model.DatabaseId;
import np.model.DatabaseStatus;
import np.model.ErrorCode;
import np.model.StorageStatus;
import np.model.WantedDatabase;
import np.spi.DatabaseEngine;
import np.spi.Subscription;

/** The databases of a node in another process. */
public final class DatabaseEngineClient implements DatabaseEngine {
  private static final Duration TO_ANSWER = Duration.ofSeconds(30);

  /** Stopping one may take a minute, starting it after a crash as well. */
  private static final Duration TO_WORK = Duration.ofSeconds(90);

  private final LinkClient link;

  /**
   * @param socket of the node
   */
  public DatabaseEngineClient(Path socket) {
    this.link = new LinkClient(socket, ErrorCode.ENGINE_UNAVAILABLE);
  }

  @Override
  public void apply(WantedDatabase wanted) {
    link.call(new Call.ApplyDatabase(wanted), Reply.Done.class, TO_ANSWER);
  }

  @Override
  public boolean awaitData(DatabaseId id, Duration most) {
    return link.call(new Call.AwaitData(id, most), Reply.DataThere.class, most.plus(TO_ANSWER))
        .there();
  }

  @Override
  public void remove(DatabaseId id) {
    link.call(new Call.RemoveDatabase(id), Reply.Done.class, TO_WORK);
  }

  @Override
  public void suspend(DatabaseId id) {
    link.call(new Call.SuspendDatabase(id), Reply.Done.class, TO_WORK);
  }

  @Override
  public void resume(DatabaseId id) {
    link.call(new Call.ResumeDatabase(id), Reply.Done.class, TO_WORK);
  }

  @Override
  public List<DatabaseStatus> observe() {
    return link.call(new Call.ObserveAllDatabases(), Reply.DatabaseStatuses.class, TO_ANSWER)
        .statuses();
  }

  @Override
  public List<DatabaseStatus> observe(Collection<DatabaseId> ids) {
    return link.call(
            new Call.ObserveDatabases(List.copyOf(ids)), Reply.DatabaseStatuses.class, TO_ANSWER)
        .statuses();
  }

  /**
   * Keeps trying while the node is away. On each new connection the status of every database is
   * delivered: nobody knows what has changed meanwhile.
   */
  @Override
  public Subscription watch(Consumer<DatabaseStatus> sink) {
    return new Persistence(link, new StatusFollower(link, sink)).start();
  }

  private static final class StatusFollower implements Persistence.Conversation {
    private final LinkClient link;
    private final Consumer<DatabaseStatus> sink;

    StatusFollower(LinkClient link, Consumer<DatabaseStatus> sink) {
      this.link = link;
      this.sink = sink;
    }

    @Override
    public void hold(LinkConnection connection) throws IOException {
      connection.send(new Call.WatchDatabases());
      link.expect(connection, Reply.Done.class);
      link.call(new Call.ObserveAllDatabases(), Reply.DatabaseStatuses.class, TO_ANSWER)
          .statuses()
          .forEach(sink);
      while (true) {
        sink.accept(link.expect(connection, Reply.DatabaseChanged.class).status());
      }
    }
  }

  @Override
  public StorageStatus storage() {
    return link.call(new Call.ReadStorage(), Reply.Storage.class, TO_ANSWER).status();
  }

  @Override
  public StorageStatus prepareStorage(ByteSize size) {
    return link.call(new Call.PrepareStorage(size), Reply.Storage.class, TO_WORK).status();
  }
}
