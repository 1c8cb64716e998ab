package np.local.link;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import np.model.ByteSize;
import np.model.DatabaseActivity;
import np.model.DatabaseId;
import np.model.InstanceId;
import np.model.OneOff;
import np.model.Route;
import np.model.RouteTable;
import np.model.WantedDatabase;
import np.model.Workload;
import np.model.WorkloadId;
import np.spi.ExecRequest;
import np.spi.LogQuery;
import np.spi.Terminal;

/** What a client says on a connection: one call as its first line. */
sealed interface Call {

  /** To an engine. */
  sealed interface ToEngine extends Call {}

  /** To a catalog. */
  sealed interface ToCatalog extends Call {}

  /** To an engine of databases. */
  sealed interface ToDatabases extends Call {}

  /** To a catalog of databases. */
  sealed interface ToGateways extends Call {}

  /** To an ingress. */
  sealed interface ToIngress extends Call {}

  /** To every program: what it counts. */
  record Scrape() implements Call {}

  record DoPreview(Workload wanted) implements ToEngine {}

  record Apply(Workload wanted) implements ToEngine {}

  record Remove(WorkloadId id, Duration grace) implements ToEngine {}

  record ObserveAll() implements ToEngine {}

  record Observe(WorkloadId id) implements ToEngine {}

  record WatchEngine() implements ToEngine {}

  record Logs(LogQuery query) implements ToEngine {}

  record Run(OneOff task) implements ToEngine {}

  record Exec(ExecRequest request) implements ToEngine {}

  record Start(OneOff task) implements ToEngine {}

  /** After the answer {@link Reply.Attached} there are frames on the connection, both ways. */
  record Attach(OneOff task, Optional<Terminal> terminal) implements ToEngine {}

  /** The same. */
  record AttachBeside(ExecRequest request, Optional<Terminal> terminal) implements ToEngine {}

  /**
   * The only call on whose connection more may be said: {@link Drained}.
   *
   * @param used the instances to which requests may still be in flight
   */
  record WatchCatalog(List<InstanceId> used) implements ToCatalog {}

  /** Follows {@link WatchCatalog} on its connection. */
  record Drained(InstanceId instance) implements ToCatalog {}

  record Publish(RouteTable wanted) implements ToIngress {}

  record Verify(Route route) implements ToIngress {}

  record ApplyDatabase(WantedDatabase wanted) implements ToDatabases {}

  record AwaitData(DatabaseId id, Duration most) implements ToDatabases {}

  record RemoveDatabase(DatabaseId id) implements ToDatabases {}

  record SuspendDatabase(DatabaseId id) implements ToDatabases {}

  record ResumeDatabase(DatabaseId id) implements ToDatabases {}

  record ObserveAllDatabases() implements ToDatabases {}

  record ObserveDatabases(List<DatabaseId> ids) implements ToDatabases {}

  record WatchDatabases() implements ToDatabases {}

  record ReadStorage() implements ToDatabases {}

  record PrepareStorage(ByteSize size) implements ToDatabases {}

  /** On its connection {@link ReportUse} may follow, again and again. */
  record WatchRoutes() implements ToGateways {}

  /** Follows {@link WatchRoutes} on its connection. */
  record ReportUse(DatabaseActivity activity) implements ToGateways {}

  record WakeDatabase(DatabaseId id) implements ToGateways {}

  record RefreshLogins(DatabaseId id) implements ToGateways {}
}
