package np.local.supervise;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import np.local.process.Launch;
import np.local.process.Launcher;
import np.local.process.Running;
import np.model.Exit;
import np.model.InstanceId;
import np.model.LogLine;
import np.model.NpException;
import np.model.OneOff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each one-off at most once, whoever asks for it and how often, across the node's death. */
final class OneOffs {
  private static final Logger LOG = LoggerFactory.getLogger(OneOffs.class);

  private final OneOffStore store;
  private final Launcher launcher;
  private final Output output;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<InstanceId, OneOffRun> runs = new HashMap<>();

  OneOffs(OneOffStore store, Launcher launcher, Output output, InstantSource clock) {
    this.store = store;
    this.launcher = launcher;
    this.output = output;
    this.clock = clock;
  }

  /** Finds those that a former node started; which of them run. */
  Set<InstanceId> adopt() {
    Set<InstanceId> found = new HashSet<>();
    for (OneOffRecord record : store.unfinished(clock.instant())) {
      Optional<Running> running =
          record.process().flatMap(process -> launcher.adopt(launch(record.task()), process));
      if (running.isPresent()) {
        found.add(record.task().id());
        follow(record, running.get());
      } else {
        lost(record);
      }
    }
    return found;
  }

  /** A build may begin again; anything else may have done its work, so nobody repeats it. */
  private void lost(OneOffRecord record) {
    boolean repeatable = record.task().kind() == OneOff.Kind.BUILD && record.process().isEmpty();
    if (repeatable) {
      store.delete(record.task().id());
    } else {
      store.save(record.ended(new Exit.Unknown()));
    }
  }

  /** Nothing happens when it was begun before. */
  void begin(OneOff task) {
    join(task);
  }

  Exit run(OneOff task, Consumer<LogLine> sink) throws InterruptedException {
    Optional<OneOffRun> run = join(task);
    if (run.isPresent()) {
      return output.deliver(new Output.Source(task.app(), task.id()), sink, run.get()::await);
    }
    Exit exit = store.find(task.id()).flatMap(OneOffRecord::exit).orElse(new Exit.Unknown());
    return output.deliver(new Output.Source(task.app(), task.id()), sink, () -> exit);
  }

  /** The run under way, a new one if there was none; empty when it has ended before. */
  private Optional<OneOffRun> join(OneOff task) {
    lock.lock();
    try {
      OneOffRun run = runs.get(task.id());
      if (run != null) {
        return Optional.of(run);
      }
      return store.find(task.id()).isPresent() ? Optional.empty() : Optional.of(start(task));
    } finally {
      lock.unlock();
    }
  }

  private OneOffRun start(OneOff task) {
    OneOffRecord intent =
        new OneOffRecord(
            task, clock.instant().plus(task.timeout()), Optional.empty(), Optional.empty());
    store.save(intent);
    try {
      Running running = launcher.start(launch(task));
      OneOffRecord record = intent.running(running.ref());
      store.save(record);
      return follow(record, running);
    } catch (NpException e) {
      store.delete(task.id());
      throw e;
    }
  }

  private OneOffRun follow(OneOffRecord record, Running running) {
    OneOffRun run = new OneOffRun(running, record.killAt(), clock, exit -> ended(record, exit));
    runs.put(record.task().id(), run);
    run.start();
    return run;
  }

  private void ended(OneOffRecord record, Exit exit) {
    LOG.info("one-off={} state=ended: {}", record.task().id(), exit.why());
    lock.lock();
    try {
      store.save(record.ended(exit));
      runs.remove(record.task().id());
    } finally {
      lock.unlock();
    }
    launcher.remove(record.task().id());
  }

  /** Stops waiting for them; they run on. */
  void close() throws InterruptedException {
    for (OneOffRun run : underWay()) {
      run.close();
    }
  }

  private Set<OneOffRun> underWay() {
    lock.lock();
    try {
      return Set.copyOf(runs.values());
    } finally {
      lock.unlock();
    }
  }

  static Launch launch(OneOff task) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("NP_TENANT", task.app().tenant().value());
    variables.put("NP_APP", task.app().app().value());
    variables.put("NP_PROCESS", source(task));
    variables.put("NP_INSTANCE", task.id().value());
    boolean build = task.kind() == OneOff.Kind.BUILD;
    return new Launch(
        task.id(),
        task.app(),
        source(task),
        task.task(),
        variables,
        build ? Launch.Access.BUILD : Launch.Access.READ_ONLY);
  }

  /** The server names release commands {@code release-<deployment>}. */
  private static String source(OneOff task) {
    if (task.kind() == OneOff.Kind.BUILD) {
      return "build";
    }
    return task.id().value().startsWith("release-") ? "release" : "run";
  }
}
