package np.local.supervise;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import np.local.process.Launch;
import np.local.process.Launcher;
import np.local.process.ProcessRef;
import np.local.process.Running;
import np.model.Command;
import np.model.HealthCheck;
import np.model.InstanceId;
import np.model.Task;
import np.model.Workload;
import np.plan.InstancePhase;

/** Starts or adopts the process of an instance and has it watched. */
final class InstanceRunner {
  private final Launcher launcher;
  private final LoopMailbox mailbox;

  InstanceRunner(Launcher launcher, LoopMailbox mailbox) {
    this.launcher = launcher;
    this.mailbox = mailbox;
  }

  /** Starts it; throws what the launcher throws. */
  LiveInstance start(Workload version, InstanceRecord instance) {
    Running running = launcher.start(launch(version, instance));
    return watched(running, version, instance);
  }

  /** Finds the process that a former node started. */
  Optional<LiveInstance> adopt(Workload version, InstanceRecord instance) {
    return instance
        .process()
        .flatMap(process -> launcher.adopt(launch(version, instance), process))
        .map(running -> watched(running, version, instance));
  }

  static Launch launch(Workload version, InstanceRecord instance) {
    Map<String, String> variables = new TreeMap<>();
    if (instance.port() > 0) {
      variables.put("PORT", Integer.toString(instance.port()));
    }
    variables.put("NP_TENANT", version.id().app().tenant().value());
    variables.put("NP_APP", version.id().app().app().value());
    variables.put("NP_PROCESS", version.id().process().value());
    variables.put("NP_INSTANCE", instance.id().value());
    return new Launch(
        instance.id(),
        version.id().app(),
        version.id().process() + "." + instance.ordinal(),
        version.task(),
        variables,
        Launch.Access.READ_ONLY);
  }

  private LiveInstance watched(Running running, Workload version, InstanceRecord instance) {
    ProcessRef process = running.ref();
    HealthMonitor health = monitor(running, version, instance);
    Thread watcher =
        Thread.ofVirtual().name("exit").start(() -> awaitExit(instance.id(), process, running));
    health.start();
    return new LiveInstance(running, health, watcher);
  }

  private void awaitExit(InstanceId id, ProcessRef process, Running running) {
    try {
      mailbox.post(new LoopEvent.Exited(id, process, running.awaitExit()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HealthMonitor monitor(Running running, Workload version, InstanceRecord instance) {
    HealthRules rules = HealthRules.of(version);
    HealthMonitor.History history =
        instance.phase() instanceof InstancePhase.Starting
            ? HealthMonitor.History.NEVER_HEALTHY
            : HealthMonitor.History.HEALTHY;
    HealthProbe probe =
        rules
            .probe()
            .map(wanted -> probe(wanted, running, launch(version, instance)))
            .orElseGet(() -> new SettleProbe(System.nanoTime()));
    return new HealthMonitor(
        probe,
        new HealthMonitor.Rhythm(rules.interval(), rules.timeout(), history),
        listener(instance.id(), running.ref()));
  }

  private HealthProbe probe(HealthCheck.Probe wanted, Running running, Launch launch) {
    int port = Integer.parseInt(launch.variables().getOrDefault("PORT", "0"));
    return switch (wanted) {
      case HealthCheck.Probe.Http http -> new HttpProbe(port, http.path(), http.expect());
      case HealthCheck.Probe.Tcp tcp -> new TcpProbe(port);
      case HealthCheck.Probe.Exec exec ->
          new ExecProbe(launcher, running, probing(launch, exec.command()));
    };
  }

  /** One log for all probes of an instance. */
  private static Launch probing(Launch launch, Command command) {
    Task task = launch.task();
    return new Launch(
        new InstanceId(launch.id() + "-probe"),
        launch.app(),
        launch.source() + ".probe",
        new Task(task.artifact(), command, task.runtime(), task.environment(), task.resources()),
        launch.variables(),
        launch.access());
  }

  private HealthMonitor.Listener listener(InstanceId id, ProcessRef process) {
    return new HealthMonitor.Listener() {
      @Override
      public void healthy() {
        mailbox.post(new LoopEvent.Healthy(id, process));
      }

      @Override
      public void unhealthy() {
        mailbox.post(new LoopEvent.Unhealthy(id, process));
      }

      @Override
      public void notYet() {
        mailbox.post(new LoopEvent.NotYet(id));
      }
    };
  }
}
