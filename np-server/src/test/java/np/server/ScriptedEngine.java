package np.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import np.model.Digest;
import np.model.Endpoint;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.Exit;
import np.model.InstanceId;
import np.model.InstanceState;
import np.model.InstanceStatus;
import np.model.LogLine;
import np.model.NpException;
import np.model.OneOff;
import np.model.Port;
import np.model.Rollout;
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
import np.testkit.FakeBehaviour;
import np.testkit.FakeSession;

/** An engine whose instances are healthy, late or broken as a test says. */
public final class ScriptedEngine implements Engine {
  private final Map<WorkloadId, Workload> wanted = new LinkedHashMap<>();
  private final Map<WorkloadId, WorkloadStatus> statuses = new LinkedHashMap<>();
  private final List<Consumer<WorkloadStatus>> sinks = new CopyOnWriteArrayList<>();
  private final List<OneOff> runs = new CopyOnWriteArrayList<>();
  private final List<Workload> applied = new CopyOnWriteArrayList<>();
  private final List<LogLine> log = new CopyOnWriteArrayList<>();
  private volatile Function<Workload, Optional<Evidence>> health = workload -> Optional.empty();
  private volatile Function<OneOff, Exit> task = oneOff -> new Exit.Code(0);
  private final List<OneOff> begun = new CopyOnWriteArrayList<>();
  private final List<FakeSession> attached = new CopyOnWriteArrayList<>();
  private volatile FakeBehaviour session = new FakeBehaviour.Works(List.of(), 0);
  private volatile boolean away;

  /** From now on, workloads for which this gives evidence never become healthy. */
  public void health(Function<Workload, Optional<Evidence>> script) {
    health = script;
  }

  /** From now on, tasks end like this. */
  public void tasks(Function<OneOff, Exit> script) {
    task = script;
  }

  /** Whether the engine answers. */
  public void away(boolean isAway) {
    away = isAway;
  }

  /** A line that tasks and instances have written. */
  public void writes(LogLine line) {
    log.add(line);
  }

  /** Tasks in the order in which they were run. */
  public List<OneOff> runs() {
    return List.copyOf(runs);
  }

  /** Tasks that were begun, in their order. */
  public List<OneOff> begun() {
    return List.copyOf(begun);
  }

  /** Every apply so far. */
  public List<Workload> applied() {
    return List.copyOf(applied);
  }

  /** What is wanted now. */
  public synchronized Map<WorkloadId, Workload> wanted() {
    return Map.copyOf(wanted);
  }

  @Override
  public Preview preview(Workload workload) {
    List<InstanceId> replaced =
        observe(workload.id()).stream()
            .map(WorkloadStatus::instances)
            .flatMap(List::stream)
            .filter(each -> !each.fingerprint().equals(workload.fingerprint()))
            .map(InstanceStatus::id)
            .toList();
    return new Preview(replaced, workload.count(), true, "", hasGap(workload));
  }

  private static boolean hasGap(Workload workload) {
    return workload instanceof Workload.Service service && service.port() instanceof Port.Fixed;
  }

  @Override
  public void apply(Workload workload) {
    check();
    Optional<Evidence> evidence = health.apply(workload);
    WorkloadStatus status;
    synchronized (this) {
      applied.add(workload);
      wanted.put(workload.id(), workload);
      Optional<WorkloadStatus> old = Optional.ofNullable(statuses.get(workload.id()));
      status = evidence.map(why -> failed(workload, old, why)).orElseGet(() -> complete(workload));
      statuses.put(workload.id(), status);
    }
    sinks.forEach(sink -> sink.accept(status));
  }

  private static WorkloadStatus complete(Workload workload) {
    List<InstanceStatus> instances = new ArrayList<>();
    for (int ordinal = 1; ordinal <= workload.count(); ordinal++) {
      instances.add(instance(workload, ordinal));
    }
    return new WorkloadStatus(
        workload.id(), workload.count(), workload.fingerprint(), new Rollout.Complete(), instances);
  }

  private static InstanceStatus instance(Workload workload, int ordinal) {
    Digest fingerprint = workload.fingerprint();
    InstanceId id =
        new InstanceId(
            workload.id().process() + "-" + ordinal + "-" + fingerprint.hex().substring(0, 8));
    return new InstanceStatus(
        id,
        ordinal,
        fingerprint,
        InstanceState.RUNNING,
        "",
        1000 + ordinal,
        Optional.of(new Endpoint(id, "127.0.0.1", 20_000 + ordinal)),
        Instant.EPOCH,
        0,
        Optional.empty());
  }

  private static WorkloadStatus failed(
      Workload workload, Optional<WorkloadStatus> old, Evidence evidence) {
    return new WorkloadStatus(
        workload.id(),
        workload.count(),
        workload.fingerprint(),
        new Rollout.Failed(workload.fingerprint(), evidence),
        old.map(WorkloadStatus::instances).orElse(List.of()));
  }

  @Override
  public void remove(WorkloadId id, Duration grace) {
    check();
    synchronized (this) {
      wanted.remove(id);
      statuses.remove(id);
    }
  }

  @Override
  public synchronized List<WorkloadStatus> observe() {
    check();
    return List.copyOf(statuses.values());
  }

  @Override
  public synchronized Optional<WorkloadStatus> observe(WorkloadId id) {
    check();
    return Optional.ofNullable(statuses.get(id));
  }

  @Override
  public Subscription watch(Consumer<WorkloadStatus> sink) {
    check();
    observe().forEach(sink);
    sinks.add(sink);
    return () -> sinks.remove(sink);
  }

  /** Tells a status that nobody asked for: a crash, a restart. */
  public void happens(WorkloadStatus status) {
    synchronized (this) {
      statuses.put(status.id(), status);
    }
    sinks.forEach(sink -> sink.accept(status));
  }

  @Override
  public LogSubscription logs(LogQuery query, Consumer<LogLine> sink) {
    log.stream()
        .filter(line -> query.instance().map(line.instance()::equals).orElse(true))
        .filter(line -> query.contains().map(line.text()::contains).orElse(true))
        .forEach(sink);
    return new LogSubscription() {
      @Override
      public void awaitEnd() {}

      @Override
      public void close() {}
    };
  }

  /** From now on, sessions behave like this. */
  public void sessions(FakeBehaviour behaviour) {
    session = behaviour;
  }

  /** Sessions in the order in which they were begun. */
  public List<FakeSession> attached() {
    return List.copyOf(attached);
  }

  @Override
  public void start(OneOff oneOff) {
    check();
    begun.add(oneOff);
  }

  @Override
  public Session attach(OneOff oneOff, Optional<Terminal> terminal) {
    check();
    runs.add(oneOff);
    return attach(terminal, oneOff.timeout());
  }

  @Override
  public Session attach(ExecRequest request, Optional<Terminal> terminal) {
    check();
    return attach(terminal, request.timeout());
  }

  private Session attach(Optional<Terminal> terminal, Duration timeout) {
    FakeSession made = new FakeSession(session, terminal, timeout);
    attached.add(made);
    return made;
  }

  @Override
  public Exit run(OneOff oneOff, Consumer<LogLine> sink) {
    check();
    runs.add(oneOff);
    Exit exit = task.apply(oneOff);
    log.stream().filter(line -> line.instance().equals(oneOff.id())).forEach(sink);
    return exit;
  }

  @Override
  public Exit exec(ExecRequest request, Consumer<LogLine> sink) {
    String text = request.command().display();
    sink.accept(new LogLine(Instant.EPOCH, "exec", request.instance(), text));
    return new Exit.Code(0);
  }

  private void check() {
    if (away) {
      throw new NpException.Unavailable(
          ErrorCode.ENGINE_UNAVAILABLE, "np node does not answer", "start it");
    }
  }
}
