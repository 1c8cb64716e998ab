package np.local.link;

import java.io.EOFException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import np.local.catalog.DatabaseBoard;
import np.spi.DatabaseCatalog.Change;
import np.spi.DatabaseEngine;
import np.spi.Subscription;

/** Answers for the databases of a node. */
record DatabaseService(NodeDatabases databases) {

  void serve(Call.ToDatabases call, LinkConnection connection) throws IOException {
    DatabaseEngine engine = databases.engine();
    switch (call) {
      case Call.ApplyDatabase apply -> done(connection, () -> engine.apply(apply.wanted()));
      case Call.AwaitData await ->
          connection.send(new Reply.DataThere(engine.awaitData(await.id(), await.most())));
      case Call.RemoveDatabase remove -> done(connection, () -> engine.remove(remove.id()));
      case Call.SuspendDatabase suspend -> done(connection, () -> engine.suspend(suspend.id()));
      case Call.ResumeDatabase resume -> done(connection, () -> engine.resume(resume.id()));
      case Call.ObserveAllDatabases _ ->
          connection.send(new Reply.DatabaseStatuses(engine.observe()));
      case Call.ObserveDatabases observe ->
          connection.send(new Reply.DatabaseStatuses(engine.observe(observe.ids())));
      case Call.WatchDatabases _ -> watch(engine, connection);
      case Call.ReadStorage _ -> connection.send(new Reply.Storage(engine.storage()));
      case Call.PrepareStorage prepare ->
          connection.send(new Reply.Storage(engine.prepareStorage(prepare.size())));
    }
  }

  void serve(Call.ToGateways call, LinkConnection connection)
      throws IOException, InterruptedException {
    switch (call) {
      case Call.WatchRoutes _ -> serveGateway(connection);
      case Call.ReportUse early -> throw LinkService.misplaced(early);
      case Call.WakeDatabase wake ->
          connection.send(new Reply.Awake(databases.gateways().wake(wake.id())));
      case Call.RefreshLogins refresh ->
          done(connection, () -> databases.gateways().refreshLogins(refresh.id()));
    }
  }

  private static void done(LinkConnection connection, Runnable work) {
    work.run();
    connection.send(new Reply.Done());
  }

  private static void watch(DatabaseEngine engine, LinkConnection connection) throws IOException {
    try (Subscription _ =
        engine.watch(status -> connection.send(new Reply.DatabaseChanged(status)))) {
      connection.send(new Reply.Done());
      LinkService.awaitGone(connection);
    }
  }

  /** The connection is the gateway: what is said on it is said by that gateway alone. */
  private void serveGateway(LinkConnection connection) throws IOException, InterruptedException {
    CountDownLatch greeted = new CountDownLatch(1);
    try (DatabaseBoard.Gateway gateway =
        databases.gateways().join(changes -> tell(connection, greeted, changes))) {
      connection.send(new Reply.KnownDatabases(gateway.known()));
      greeted.countDown();
      while (true) {
        if (connection.receive(Call.class) instanceof Call.ReportUse report) {
          gateway.report(report.activity());
        }
      }
    } catch (EOFException e) {
      connection.close();
    }
  }

  private static void tell(
      LinkConnection connection, CountDownLatch greeted, Collection<Change> changes) {
    try {
      greeted.await();
      connection.send(new Reply.RoutesChanged(List.copyOf(changes)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
