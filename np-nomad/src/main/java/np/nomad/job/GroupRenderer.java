package np.nomad.job;

import java.time.Duration;
import np.model.HealthCheck;
import np.model.OneOff;
import np.model.Port;
import np.model.UpdatePolicy;
import np.model.Workload;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Renders a task group: one process of an app, or one one-off (Nomad api/tasks.go, TaskGroup). */
final class GroupRenderer {
  static final String PORT_LABEL = "http";

  private static final Duration MIN_HEALTHY = Duration.ofSeconds(10);

  private final NomadTarget target;
  private final TaskRenderer tasks;

  GroupRenderer(NomadTarget target, String job) {
    this.target = target;
    this.tasks = new TaskRenderer(target, job);
  }

  ObjectNode render(Workload workload) {
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    group.put("Name", workload.id().process().value());
    group.put("Count", workload.count());
    switch (workload) {
      case Workload.Service service -> addService(group, service);
      case Workload.Worker worker -> group.set("Update", update(worker, "task_states", 0));
    }
    addPolicies(group);
    group.putArray("Tasks").add(tasks.render(workload));
    return group;
  }

  ObjectNode render(OneOff oneOff) {
    ObjectNode group = JsonNodeFactory.instance.objectNode();
    group.put("Name", "run").put("Count", 1);
    group.put("MaxRunDuration", Nanoseconds.of(oneOff.timeout()));
    ObjectNode restart = group.putObject("RestartPolicy");
    restart.put("Attempts", 0).put("Interval", Nanoseconds.ofSeconds(86_400));
    restart.put("Delay", Nanoseconds.ofSeconds(1)).put("Mode", "fail");
    group.putObject("ReschedulePolicy").put("Attempts", 0).put("Unlimited", false);
    group.putArray("Tasks").add(tasks.render(oneOff));
    return group;
  }

  private void addService(ObjectNode group, Workload.Service service) {
    group.put("ShutdownDelay", Nanoseconds.of(drain(service)));
    group.set("Update", update(service, "checks", canary(service)));
    ObjectNode network = group.putArray("Networks").addObject().put("Mode", "host");
    switch (service.port()) {
      case Port.Assigned assigned ->
          network.putArray("DynamicPorts").addObject().put("Label", PORT_LABEL);
      case Port.Fixed fixed ->
          network
              .putArray("ReservedPorts")
              .addObject()
              .put("Label", PORT_LABEL)
              .put("Value", fixed.number());
    }
    ObjectNode entry = group.putArray("Services").addObject();
    entry.put("Name", ServiceName.of(service.id()));
    entry.put("Provider", target.servicesIn()).put("PortLabel", PORT_LABEL);
    entry.putArray("Tags").add("traefik.enable=true");
    entry.putObject("Meta").put("np_app", service.id().app().app().value());
    entry.putArray("Checks").add(check(service));
  }

  /** Nomad's own drain before the signal; the edge there needs seconds, not our whole deadline. */
  private static Duration drain(Workload.Service service) {
    Duration most = Duration.ofSeconds(5);
    return service.stop().drain().compareTo(most) < 0 ? service.stop().drain() : most;
  }

  private static ObjectNode check(Workload.Service service) {
    HealthCheck health = service.health();
    ObjectNode check = JsonNodeFactory.instance.objectNode();
    switch (health.probe()) {
      case HealthCheck.Probe.Http http ->
          check.put("Name", "http").put("Type", "http").put("Path", http.path());
      case HealthCheck.Probe.Tcp tcp -> check.put("Name", "tcp").put("Type", "tcp");
      case HealthCheck.Probe.Exec exec -> {
        check.put("Name", "command").put("Type", "script");
        check.put("TaskName", service.id().process().value());
        CommandLine.of(exec.command()).putInto(check, "Command", "Args");
      }
    }
    check.put("Interval", Nanoseconds.of(health.interval()));
    check.put("Timeout", Nanoseconds.of(health.timeout()));
    ObjectNode restart = check.putObject("CheckRestart").put("Limit", 6);
    restart.put("Grace", Nanoseconds.of(health.grace()));
    return check;
  }

  /** Without a canary a destructive update stops the old allocation before the new one serves. */
  private static int canary(Workload.Service service) {
    return switch (service.update().strategy()) {
      case UpdatePolicy.Strategy.Rolling rolling ->
          service.port() instanceof Port.Fixed ? 0 : Math.min(1, service.count());
      case UpdatePolicy.Strategy.BlueGreen blueGreen -> service.count();
      case UpdatePolicy.Strategy.Recreate recreate -> 0;
    };
  }

  private static ObjectNode update(Workload workload, String health, int canary) {
    UpdatePolicy policy = workload.update();
    boolean revert = policy.onFailure() == UpdatePolicy.OnFailure.ROLLBACK;
    Duration progress = longer(policy.timeout(), MIN_HEALTHY.plusSeconds(20));
    ObjectNode update = JsonNodeFactory.instance.objectNode();
    update.put("MaxParallel", maxParallel(workload));
    update.put("HealthCheck", health);
    update.put("MinHealthyTime", Nanoseconds.of(MIN_HEALTHY));
    update.put("HealthyDeadline", Nanoseconds.of(progress.minusSeconds(10)));
    update.put("ProgressDeadline", Nanoseconds.of(progress));
    update.put("Canary", canary).put("AutoRevert", revert);
    if (canary > 0) {
      update.put("AutoPromote", true);
    }
    return update;
  }

  private static int maxParallel(Workload workload) {
    return switch (workload.update().strategy()) {
      case UpdatePolicy.Strategy.Rolling rolling -> rolling.maxParallel();
      case UpdatePolicy.Strategy.BlueGreen blueGreen -> Math.max(1, workload.count());
      case UpdatePolicy.Strategy.Recreate recreate -> Math.max(1, workload.count());
    };
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static void addPolicies(ObjectNode group) {
    ObjectNode restart = group.putObject("RestartPolicy").put("Attempts", 5);
    restart.put("Interval", Nanoseconds.ofSeconds(600)).put("Delay", Nanoseconds.ofSeconds(5));
    restart.put("Mode", "delay");
    ObjectNode reschedule = group.putObject("ReschedulePolicy").put("Unlimited", true);
    reschedule.put("Delay", Nanoseconds.ofSeconds(15)).put("DelayFunction", "exponential");
    reschedule.put("MaxDelay", Nanoseconds.ofSeconds(600));
  }
}
