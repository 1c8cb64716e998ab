package np.local.supervise;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import np.local.link.ModelJson;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.InstanceId;
import np.model.LogLine;
import np.model.NpException;
import np.model.OneOff;
import np.model.Workload;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import np.spi.Engine;
import np.spi.ExecRequest;
import np.spi.LogQuery;
import np.spi.LogSubscription;
import np.spi.Preview;
import np.spi.ScrapeTarget;
import np.spi.Session;
import np.spi.Subscription;
import np.spi.Terminal;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs workloads on this machine. What is wanted and what runs is on disk; a new supervisor on the
 * same directory goes on where the last one stopped or died, with the same processes.
 */
public final class Supervisor implements Engine, ScrapeTarget, AutoCloseable {
  private final Surroundings around;
  private final NodeDirectory directory;
  private final MachineRoom room = MachineRoom.here();
  private final StatusBoard board = new StatusBoard();
  private final WorkloadLoops loops;
  private final OneOffs oneOffs;
  private final Sessions sessions;
  private final Execution execution;
  private final Output output;

  /**
   * Adopts what runs and begins to supervise it; when this returns the catalog knows every endpoint
   * again.
   *
   * @throws NpException.Unavailable START_FAILED when another supervisor has the directory
   */
  public Supervisor(Surroundings surroundings) {
    this.around = surroundings.withClock(new SteadyClock(surroundings.clock()));
    this.directory = NodeDirectory.open(around.directory());
    JsonMapper mapper = ModelJson.mapper(NodeSeal.open(directory.key(), around.random()));
    WorkloadStore store = new WorkloadStore(directory.workloads(), mapper);
    WorkloadStore.Contents contents = store.load();
    PortAllocator ports = new PortAllocator(ports(contents.records()), around.random().nextInt());
    this.output = new Output(around.logs());
    this.loops = new WorkloadLoops(around, store, board, ports);
    this.oneOffs =
        new OneOffs(
            new OneOffStore(directory.oneOffs(), mapper),
            around.launcher(),
            output,
            around.clock());
    this.execution = new Execution(around.launcher(), output, loops);
    this.sessions = new Sessions(around.launcher(), execution);
    begin(contents);
  }

  private static List<Integer> ports(Collection<WorkloadRecord> records) {
    return records.stream()
        .flatMap(record -> record.instances().stream())
        .map(InstanceRecord::port)
        .filter(port -> port > 0)
        .toList();
  }

  private void begin(WorkloadStore.Contents contents) {
    Set<InstanceId> found = new HashSet<>(loops.adopt(contents.records()));
    around.catalog().expect(found);
    found.addAll(oneOffs.adopt());
    if (contents.damaged().isEmpty()) {
      around.launcher().sweep(found);
    }
    loops.start();
  }

  @Override
  public Preview preview(Workload wanted) {
    return Previews.of(wanted, loops.record(wanted.id()), scene(wanted));
  }

  private Previews.Scene scene(Workload wanted) {
    return new Previews.Scene(room.look(), loops.holder(wanted));
  }

  @Override
  public void apply(Workload wanted) {
    Optional<NpException> refusal = Previews.refusal(wanted, scene(wanted));
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    Receipt receipt = new Receipt();
    uninterrupted(
        () -> {
          loops.apply(wanted, receipt);
          return Optional.empty();
        });
    receipt.await();
  }

  @Override
  public void remove(WorkloadId id, Duration grace) {
    Receipt receipt = new Receipt();
    if (loops.post(id, new LoopEvent.Removed(grace, receipt))) {
      receipt.await();
    }
  }

  @Override
  public List<WorkloadStatus> observe() {
    return board.all();
  }

  @Override
  public String scrape() {
    return board.metrics();
  }

  @Override
  public Optional<WorkloadStatus> observe(WorkloadId id) {
    return board.find(id);
  }

  @Override
  public Subscription watch(Consumer<WorkloadStatus> sink) {
    return board.watch(sink);
  }

  @Override
  public LogSubscription logs(LogQuery query, Consumer<LogLine> sink) {
    return around.logs().query(query, sink);
  }

  @Override
  public void start(OneOff task) {
    oneOffs.begin(task);
  }

  @Override
  public Exit run(OneOff task, Consumer<LogLine> sink) {
    return uninterrupted(() -> oneOffs.run(task, sink));
  }

  @Override
  public Exit exec(ExecRequest request, Consumer<LogLine> sink) {
    return uninterrupted(() -> execution.run(request, sink));
  }

  @Override
  public Session attach(OneOff task, Optional<Terminal> terminal) {
    return sessions.attach(task, terminal);
  }

  @Override
  public Session attach(ExecRequest request, Optional<Terminal> terminal) {
    return sessions.attach(request, terminal);
  }

  /**
   * Stops supervising; everything but sessions goes on running and is adopted by the next
   * supervisor.
   */
  @Override
  public void close() {
    uninterrupted(
        () -> {
          sessions.close();
          loops.close();
          oneOffs.close();
          return Optional.empty();
        });
    directory.close();
  }

  private interface Interruptible<T> {
    T call() throws InterruptedException;
  }

  private static <T> T uninterrupted(Interruptible<T> call) {
    try {
      return call.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NpException.Unavailable(
          ErrorCode.ENGINE_UNAVAILABLE, "interrupted while waiting for np node", "try again", e);
    }
  }
}
