package np.model;

import java.util.List;

/**
 * The instances of a workload that may get new requests now.
 *
 * @param workload which
 * @param serving healthy and not draining; empty when nothing serves
 */
public record Endpoints(WorkloadId workload, List<Endpoint> serving) {
  public Endpoints {
    serving = List.copyOf(serving);
  }
}
