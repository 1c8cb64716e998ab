package np.local.supervise;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import np.local.process.Running;
import np.model.InstanceId;
import np.model.Port;
import np.model.Workload;
import np.model.WorkloadId;

/** The loops of all workloads: one each, for as long as it is wanted. */
final class WorkloadLoops {
  private static final int ID_BYTES = 5;

  private final Surroundings around;
  private final InstantSource clock;
  private final WorkloadStore store;
  private final StatusBoard board;
  private final PortAllocator ports;
  private final Map<WorkloadId, WorkloadLoop> loops = new ConcurrentHashMap<>();

  WorkloadLoops(Surroundings around, WorkloadStore store, StatusBoard board, PortAllocator ports) {
    this.around = around;
    this.clock = around.clock();
    this.store = store;
    this.board = board;
    this.ports = ports;
  }

  /** Takes up what was left by a former node; which instances run. */
  Set<InstanceId> adopt(Collection<WorkloadRecord> records) {
    return records.stream().flatMap(record -> adopt(record).stream()).collect(Collectors.toSet());
  }

  private Set<InstanceId> adopt(WorkloadRecord record) {
    LoopMailbox mailbox = new LoopMailbox();
    WorkloadState state = state(record);
    InstanceRunner runner = new InstanceRunner(around.launcher(), mailbox);
    DrainWatch drains = new DrainWatch(around.catalog(), clock, mailbox);
    Set<InstanceId> found = new Adoption(state, runner, ports, drains).adopt();
    WorkloadLoop loop = assemble(mailbox, state);
    loops.put(state.id(), loop);
    loop.show();
    return found;
  }

  void start() {
    loops.values().forEach(WorkloadLoop::start);
  }

  /** Hands a wish to the workload's loop, which is made when there is none. */
  void apply(Workload wanted, Receipt receipt) throws InterruptedException {
    LoopEvent event = new LoopEvent.Applied(wanted, receipt);
    WorkloadLoop loop = loops.get(wanted.id());
    while (loop == null || !loop.post(event)) {
      if (loop != null) {
        loop.awaitEnd();
      }
      WorkloadLoop fresh = fresh(wanted);
      loop = loops.putIfAbsent(wanted.id(), fresh);
      if (loop == null) {
        fresh.post(event);
        fresh.start();
        return;
      }
    }
  }

  /** Whether there is a loop that sees it. */
  boolean post(WorkloadId id, LoopEvent event) {
    WorkloadLoop loop = loops.get(id);
    return loop != null && loop.post(event);
  }

  Optional<WorkloadRecord> record(WorkloadId id) {
    return Optional.ofNullable(loops.get(id)).map(loop -> loop.state().record());
  }

  /** Another workload that wants, or still has, the very port that this one insists on. */
  Optional<WorkloadId> holder(Workload wanted) {
    return fixedPort(wanted)
        .flatMap(
            port ->
                loops.values().stream()
                    .map(loop -> loop.state().record())
                    .map(record -> record.goal().wanted())
                    .filter(other -> !other.id().equals(wanted.id()) && other.count() > 0)
                    .filter(other -> fixedPort(other).equals(Optional.of(port)))
                    .map(Workload::id)
                    .findFirst());
  }

  private static Optional<Integer> fixedPort(Workload workload) {
    return workload instanceof Workload.Service service
            && service.port() instanceof Port.Fixed fixed
        ? Optional.of(fixed.number())
        : Optional.empty();
  }

  Optional<Running> running(WorkloadId id, InstanceId instance) {
    return Optional.ofNullable(loops.get(id)).flatMap(loop -> loop.state().running(instance));
  }

  /** Stops supervising; what runs goes on running. */
  void close() throws InterruptedException {
    for (WorkloadLoop loop : loops.values()) {
      loop.close();
    }
  }

  private WorkloadState state(WorkloadRecord record) {
    return new WorkloadState(store, record, around.launcher()::remove);
  }

  /** A loop that ends at once unless somebody wants something of it. */
  private WorkloadLoop fresh(Workload wanted) {
    Instant now = clock.instant();
    return assemble(new LoopMailbox(), state(WorkloadRecord.none(wanted, now)));
  }

  private WorkloadLoop assemble(LoopMailbox mailbox, WorkloadState state) {
    WorkloadId id = state.id();
    PlanExecutor.Tools tools =
        new PlanExecutor.Tools(
            new InstanceRunner(around.launcher(), mailbox),
            new EvidenceCollector(around.logs()),
            new DrainWatch(around.catalog(), clock, mailbox),
            () -> newId(id.process().value()));
    WorkloadLoop.Parts parts =
        new WorkloadLoop.Parts(
            new EventHandler(state, ports, clock),
            new PlanExecutor(state, ports, clock, tools),
            around.catalog(),
            board,
            () -> loops.remove(id));
    return new WorkloadLoop(mailbox, state, clock, parts);
  }

  /** An id that nobody has had before: {@code web-7f3a9c0152}. */
  InstanceId newId(String prefix) {
    byte[] bytes = new byte[ID_BYTES];
    around.random().nextBytes(bytes);
    return new InstanceId(prefix + "-" + HexFormat.of().formatHex(bytes));
  }
}
