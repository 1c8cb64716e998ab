package np.nomad.job;

import java.util.List;
import np.model.AppId;
import np.model.Workload;
import np.spi.WorkloadExporter;
import tools.jackson.databind.json.JsonMapper;

/** {@code np export nomad}: the job as it would be sent, for people to read and keep. */
public final class NomadExporter implements WorkloadExporter {
  private final JobRenderer renderer;
  private final JsonMapper json = JsonMapper.builder().build();

  public NomadExporter(JobRenderer renderer) {
    this.renderer = renderer;
  }

  @Override
  public String export(AppId app, List<Workload> workloads) {
    return json.writerWithDefaultPrettyPrinter()
            .writeValueAsString(renderer.service(app, workloads))
        + "\n";
  }
}
