package np.nomad.job;

import np.model.Environment;
import np.model.OneOff;
import np.model.Resources;
import np.model.StopPolicy;
import np.model.Task;
import np.model.Workload;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Renders a task (Nomad api/tasks.go, Task) for the driver {@code exec}: chroot and cgroups. */
final class TaskRenderer {
  /** One core in the MHz that Nomad counts by; clients fingerprint what a core really has. */
  private static final int MHZ_PER_CORE = 1000;

  private final NomadTarget target;
  private final String job;

  TaskRenderer(NomadTarget target, String job) {
    this.target = target;
    this.job = job;
  }

  ObjectNode render(Workload workload) {
    ObjectNode task = task(workload.id().process().value(), workload.task());
    ObjectNode env = environment(task, workload.task().environment());
    env.put("NP_PROCESS", workload.id().process().value());
    if (workload instanceof Workload.Service) {
      env.put("PORT", "${NOMAD_PORT_" + GroupRenderer.PORT_LABEL + "}");
    }
    if (workload.revision() > 0) {
      env.put("NP_REVISION", Integer.toString(workload.revision()));
    }
    addIdentity(env, workload.id().app());
    addStop(task, workload.stop());
    return task;
  }

  ObjectNode render(OneOff oneOff) {
    ObjectNode task = task("run", oneOff.task());
    addIdentity(environment(task, oneOff.task().environment()), oneOff.app());
    return task;
  }

  private ObjectNode task(String name, Task task) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("Name", name).put("Driver", "exec");
    ObjectNode config = node.putObject("Config");
    CommandLine.of(task.command()).putInto(config, "command", "args");
    config.put("work_dir", "/local/app");
    ObjectNode artifact = node.putArray("Artifacts").addObject();
    artifact.put("GetterSource", target.artifacts() + "/" + task.artifact().digest() + ".tar.gz");
    artifact.put("RelativeDest", "local/app");
    node.set("Resources", resources(task.resources()));
    node.putObject("LogConfig").put("MaxFiles", 3).put("MaxFileSizeMB", 10);
    if (!task.environment().secrets().isEmpty()) {
      node.putArray("Templates").add(secrets());
    }
    return node;
  }

  private ObjectNode environment(ObjectNode task, Environment environment) {
    ObjectNode env = task.putObject("Env");
    environment.plain().forEach((name, value) -> env.put(name.value(), escape(value)));
    if (!environment.secrets().isEmpty()) {
      env.put("NP_CONFIG", SecretHash.of(environment, target.configKey()));
    }
    return env;
  }

  /** Nomad interpolates {@code ${...}} in Env; a value that means it literally is escaped. */
  private static String escape(String value) {
    return value.replace("${", "$${");
  }

  private static void addIdentity(ObjectNode env, np.model.AppId app) {
    env.put("NP_TENANT", app.tenant().value());
    env.put("NP_APP", app.app().value());
    env.put("NP_INSTANCE", "${NOMAD_ALLOC_ID}");
  }

  private static void addStop(ObjectNode task, StopPolicy stop) {
    task.put("KillSignal", stop.signal().name());
    task.put("KillTimeout", Nanoseconds.of(stop.timeout()));
  }

  private static ObjectNode resources(Resources resources) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("CPU", Math.max(1, resources.cpu().millis() * MHZ_PER_CORE / 1000));
    node.put("MemoryMB", Math.max(10, resources.memory().bytes() >> 20));
    return node;
  }

  /**
   * The secrets come from a variable, read once at start: a template that follows the variable
   * would kill the task when the servers are away for longer than its retries.
   */
  private ObjectNode secrets() {
    ObjectNode template = JsonNodeFactory.instance.objectNode();
    template.put("DestPath", "secrets/np.env").put("Envvars", true).put("Once", true);
    template.put("Perms", "0600");
    template.put(
        "EmbeddedTmpl",
        "{{ with nomadVar \""
            + JobRenderer.variablePath(job)
            + "\" }}{{ range .Tuples }}{{ .K }}={{ .V | toJSON }}\n{{ end }}{{ end }}");
    return template;
  }
}
