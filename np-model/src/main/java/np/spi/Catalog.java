package np.spi;

import java.util.function.Consumer;
import np.model.Endpoints;
import np.model.InstanceId;

/**
 * Knows which instances may get traffic; the node's own, so that the edge never asks the server.
 */
public interface Catalog {

  /**
   * Delivers every workload's endpoints now and each change from then on, in order and one at a
   * time. Keeps trying when the catalog's owner is away: the last known endpoints stay in force.
   * The caller closes the subscription.
   */
  Subscription watch(Consumer<Endpoints> sink);

  /**
   * Says that the last request in flight to an instance that is no longer serving has ended, so
   * that it may be stopped. Nothing happens when it is unknown.
   */
  void drained(InstanceId instance);
}
