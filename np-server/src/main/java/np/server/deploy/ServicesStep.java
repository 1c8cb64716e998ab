package np.server.deploy;

import java.util.stream.Collectors;
import np.model.ServiceName;
import np.server.apps.AppDatabases.Services;

/** Has the databases made that the file asks for, before anything of the app runs. */
final class ServicesStep implements StepRunner {
  private final Tools tools;

  ServicesStep(Tools tools) {
    this.tools = tools;
  }

  @Override
  public StepResult run(Job job) {
    Services wanted = tools.targets().services(job.release().orElseThrow());
    if (wanted.services().isEmpty()) {
      return StepResult.NOTHING;
    }
    String names =
        wanted.services().keySet().stream()
            .map(ServiceName::value)
            .sorted()
            .collect(Collectors.joining(", "));
    job.journal().begin(Step.SERVICES, Step.SERVICES.event(), names);
    return new StepResult.Done(
        String.join(", ", tools.databases().apply(wanted, job.deployment().started())));
  }
}
