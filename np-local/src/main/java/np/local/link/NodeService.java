package np.local.link;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import np.local.catalog.EdgeSubscription;
import np.local.catalog.NodeCatalog;
import np.model.LogLine;
import np.spi.Engine;
import np.spi.LogQuery;
import np.spi.LogSubscription;
import np.spi.Subscription;

/** Answers for a node: its engine and its catalog, and those of databases if it keeps any. */
record NodeService(Engine engine, NodeCatalog catalog, Optional<DatabaseService> databases)
    implements LinkService {

  @Override
  public void serve(Call call, LinkConnection connection) throws IOException, InterruptedException {
    switch (call) {
      case Call.ToEngine toEngine -> serveEngine(toEngine, connection);
      case Call.WatchCatalog watch -> serveEdge(watch, connection);
      case Call.Drained early -> throw LinkService.misplaced(early);
      case Call.ToDatabases toDatabases -> databases(call).serve(toDatabases, connection);
      case Call.ToGateways toGateways -> databases(call).serve(toGateways, connection);
      case Call.ToIngress misplaced -> throw LinkService.misplaced(misplaced);
      case Call.Scrape misplaced -> throw LinkService.misplaced(misplaced);
    }
  }

  private DatabaseService databases(Call call) throws IOException {
    return databases.orElseThrow(() -> LinkService.misplaced(call));
  }

  private void serveEngine(Call.ToEngine call, LinkConnection connection)
      throws IOException, InterruptedException {
    switch (call) {
      case Call.DoPreview preview ->
          connection.send(new Reply.Previewed(engine.preview(preview.wanted())));
      case Call.Apply apply -> {
        engine.apply(apply.wanted());
        connection.send(new Reply.Done());
      }
      case Call.Remove remove -> {
        engine.remove(remove.id(), remove.grace());
        connection.send(new Reply.Done());
      }
      case Call.ObserveAll all -> connection.send(new Reply.Statuses(engine.observe()));
      case Call.Observe observe ->
          connection.send(new Reply.Statuses(engine.observe(observe.id()).stream().toList()));
      case Call.WatchEngine watch -> watchEngine(connection);
      case Call.Logs logs -> logs(logs.query(), connection);
      case Call.Run run ->
          connection.send(new Reply.Exited(engine.run(run.task(), lines(connection))));
      case Call.Exec exec ->
          connection.send(new Reply.Exited(engine.exec(exec.request(), lines(connection))));
      case Call.Start start -> {
        engine.start(start.task());
        connection.send(new Reply.Done());
      }
      case Call.Attach attach ->
          SessionStream.serve(engine.attach(attach.task(), attach.terminal()), connection);
      case Call.AttachBeside attach ->
          SessionStream.serve(engine.attach(attach.request(), attach.terminal()), connection);
    }
  }

  private static Consumer<LogLine> lines(LinkConnection connection) {
    return line -> connection.send(new Reply.Line(line));
  }

  private void watchEngine(LinkConnection connection) throws IOException {
    try (Subscription _ = engine.watch(status -> connection.send(new Reply.Status(status)))) {
      LinkService.awaitGone(connection);
    }
  }

  private void logs(LogQuery query, LinkConnection connection) throws InterruptedException {
    try (LogSubscription lines = engine.logs(query, lines(connection))) {
      Thread.ofVirtual().name("link-logs").start(() -> closeWhenGone(lines, connection));
      lines.awaitEnd();
      connection.send(new Reply.End());
    }
  }

  private static void closeWhenGone(LogSubscription lines, LinkConnection connection) {
    try (lines) {
      LinkService.awaitGone(connection);
    } catch (IOException e) {
      connection.close();
    }
  }

  /** The connection is the edge: what is said on it is said by that edge alone. */
  private void serveEdge(Call.WatchCatalog watch, LinkConnection connection) throws IOException {
    connection.send(new Reply.Known(catalog.workloads()));
    try (EdgeSubscription edge =
        catalog.watch(watch.used(), endpoints -> connection.send(new Reply.Serving(endpoints)))) {
      while (true) {
        if (connection.receive(Call.class) instanceof Call.Drained drained) {
          edge.drained(drained.instance());
        }
      }
    } catch (EOFException e) {
      connection.close();
    }
  }
}
