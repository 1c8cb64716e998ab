package np.spi;

import java.util.List;
import np.model.AppId;
import np.model.Workload;

/** Writes what an app becomes on another platform, to be read or taken along. */
public interface WorkloadExporter {

  /** The documents, in the target's own format, ready to be printed. */
  String export(AppId app, List<Workload> workloads);
}
