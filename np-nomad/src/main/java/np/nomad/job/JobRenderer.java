package np.nomad.job;

import java.util.List;
import np.model.AppId;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.OneOff;
import np.model.Workload;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Renders the request bodies of {@code PUT /v1/jobs} (Nomad API, jobs). One service job per app,
 * one task group per process: a release is one job version, one deployment, one revert. Nothing
 * that changes without need, such as a release number, is in Meta or Env, where it would replace
 * every allocation.
 */
public final class JobRenderer {
  private final NomadTarget target;

  public JobRenderer(NomadTarget target) {
    this.target = target;
  }

  /**
   * The service job of an app.
   *
   * @param workloads all of the same app, at least one; otherwise {@link NpException.Invalid}
   */
  public ObjectNode service(AppId app, List<Workload> workloads) {
    if (workloads.isEmpty() || workloads.stream().anyMatch(each -> !each.id().app().equals(app))) {
      throw new NpException.Invalid(
          ErrorCode.SPEC_MISSING,
          app.app() + " has no process that Nomad could run",
          "a static site is served by the edge; add run: or processes: to np.yaml");
    }
    String name = app.app().value();
    ObjectNode job = job(name, app, "service");
    ArrayNode groups = job.putArray("TaskGroups");
    workloads.forEach(each -> groups.add(new GroupRenderer(target, name).render(each)));
    return request(job);
  }

  /** A batch job that runs a one-off to its end, once, on one machine. */
  public ObjectNode oneOff(OneOff oneOff) {
    String name = oneOff.app().app() + "--" + oneOff.id();
    ObjectNode job = job(name, oneOff.app(), "batch");
    job.putArray("TaskGroups").add(new GroupRenderer(target, name).render(oneOff));
    return request(job);
  }

  /**
   * What belongs into the variable {@code nomad/jobs/<job>} before the job is registered, without
   * the values; Nomad refuses a variable without items, so NP_APP is always one of them.
   */
  public static String variablePath(String job) {
    return "nomad/jobs/" + job;
  }

  private static ObjectNode job(String name, AppId app, String type) {
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("ID", name).put("Name", name);
    job.put("Namespace", "t-" + app.tenant());
    job.put("Type", type);
    job.put("NodePool", "default");
    job.putArray("Datacenters").add("*");
    job.putObject("UI").put("Description", "np " + app);
    return job;
  }

  private static ObjectNode request(ObjectNode job) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.set("Job", job);
    request.put("PreserveCounts", true);
    return request;
  }
}
