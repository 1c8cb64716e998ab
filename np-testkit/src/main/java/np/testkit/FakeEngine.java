package np.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.InstanceId;
import np.model.LogLine;
import np.model.NpException;
import np.model.OneOff;
import np.model.Rollout;
import np.model.Task;
import np.model.Workload;
import np.model.WorkloadId;
import np.model.WorkloadStatus;
import np.spi.Engine;
import np.spi.ExecRequest;
import np.spi.LogQuery;
import np.spi.LogSubscription;
import np.spi.Preview;
import np.spi.Session;
import np.spi.Subscription;
import np.spi.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * An engine without a machine: what is applied serves, fails or hangs at once, as the test says.
 * Watchers are called by the thread that changes something.
 */
public final class FakeEngine implements Engine {
  private final Function<Task, FakeBehaviour> behaviours;
  private final FakeLog log = new FakeLog();
  private final Map<WorkloadId, FakeWorkload> workloads = new LinkedHashMap<>();
  private final Map<InstanceId, Exit> ended = new LinkedHashMap<>();
  private final List<Consumer<WorkloadStatus>> watchers = new CopyOnWriteArrayList<>();
  private final List<Workload> applied = new CopyOnWriteArrayList<>();
  private final List<OneOff> ran = new CopyOnWriteArrayList<>();

  /** An engine in which everything works and prints nothing. */
  public FakeEngine() {
    this(task -> new FakeBehaviour.Works(List.of(), 0));
  }

  /**
   * @param behaviours what each task does
   */
  public FakeEngine(Function<Task, FakeBehaviour> behaviours) {
    this.behaviours = behaviours;
  }

  /** Everything that was ever applied, in order. */
  public List<Workload> applied() {
    return List.copyOf(applied);
  }

  /** Every one-off that was really run, in order. */
  public List<OneOff> ran() {
    return List.copyOf(ran);
  }

  @Override
  public synchronized Preview preview(Workload wanted) {
    return Optional.ofNullable(workloads.get(wanted.id()))
        .orElseGet(() -> new FakeWorkload(wanted, log))
        .preview(wanted);
  }

  @Override
  public synchronized void apply(Workload wanted) {
    applied.add(wanted);
    FakeWorkload workload =
        workloads.computeIfAbsent(wanted.id(), id -> new FakeWorkload(wanted, log));
    workload.apply(wanted, behaviours.apply(wanted.task()));
    tell(workload.status());
  }

  @Override
  public synchronized void remove(WorkloadId id, Duration grace) {
    FakeWorkload removed = workloads.remove(id);
    if (removed != null) {
      tell(new WorkloadStatus(id, 0, removed.fingerprint(), new Rollout.Complete(), List.of()));
    }
  }

  @Override
  public synchronized List<WorkloadStatus> observe() {
    return workloads.values().stream().map(FakeWorkload::status).toList();
  }

  @Override
  public synchronized Optional<WorkloadStatus> observe(WorkloadId id) {
    return Optional.ofNullable(workloads.get(id)).map(FakeWorkload::status);
  }

  @Override
  public synchronized Subscription watch(Consumer<WorkloadStatus> sink) {
    observe().forEach(sink);
    watchers.add(sink);
    return () -> watchers.remove(sink);
  }

  @Override
  public LogSubscription logs(LogQuery query, Consumer<LogLine> sink) {
    return log.query(query, sink);
  }

  @Override
  public synchronized Exit run(OneOff task, Consumer<LogLine> sink) {
    Exit exit = ended.computeIfAbsent(task.id(), id -> runOnce(task));
    log.of(task.app(), task.id()).forEach(sink);
    return exit;
  }

  @Override
  public void start(OneOff task) {
    run(task, line -> {});
  }

  @Override
  public Session attach(OneOff task, Optional<Terminal> terminal) {
    ran.add(task);
    return new FakeSession(behaviours.apply(task.task()), terminal, task.timeout());
  }

  @Override
  public Session attach(ExecRequest request, Optional<Terminal> terminal) {
    FakeBehaviour behaviour = behaviours.apply(beside(request));
    return new FakeSession(behaviour, terminal, request.timeout());
  }

  private Exit runOnce(OneOff task) {
    ran.add(task);
    return switch (behaviours.apply(task.task())) {
      case FakeBehaviour.Works works -> print(task, works);
      case FakeBehaviour.Fails fails -> fails.evidence().exit().orElse(new Exit.Code(1));
      case FakeBehaviour.Hangs _, FakeBehaviour.Pours _, FakeBehaviour.Measures _ ->
          new Exit.Signalled(9);
      case FakeBehaviour.Echoes echoes -> new Exit.Code(echoes.exit());
    };
  }

  private Exit print(OneOff task, FakeBehaviour.Works works) {
    String source = task.kind() == OneOff.Kind.BUILD ? "build" : "run";
    works.output().forEach(line -> log.add(task.app(), source, task.id(), line));
    return new Exit.Code(works.exit());
  }

  @Override
  public Exit exec(ExecRequest request, Consumer<LogLine> sink) {
    InstanceId id = new InstanceId("exec-" + request.instance());
    OneOff beside =
        new OneOff(
            id, request.workload().app(), OneOff.Kind.RUN, beside(request), request.timeout());
    return run(beside, sink);
  }

  private Task beside(ExecRequest request) {
    Task target =
        Optional.ofNullable(find(request))
            .orElseThrow(
                () ->
                    new NpException.NotFound(
                        ErrorCode.NO_INSTANCE, request.instance() + " does not run", ""));
    return new Task(
        target.artifact(),
        request.command(),
        target.runtime(),
        target.environment(),
        target.resources());
  }

  private synchronized @Nullable Task find(ExecRequest request) {
    FakeWorkload workload = workloads.get(request.workload());
    return workload == null || !workload.has(request.instance()) ? null : workload.task();
  }

  private void tell(WorkloadStatus status) {
    watchers.forEach(watcher -> watcher.accept(status));
  }
}
