package np.testkit;

import np.model.WorkloadId;
import np.spi.Ingress;

/** The fake passes the contract that it stands in for. */
final class FakeIngressTest extends IngressContract {
  private final FakeIngress fake = new FakeIngress();

  @Override
  protected Ingress ingress() {
    return fake;
  }

  @Override
  protected void serve(WorkloadId workload) {
    fake.serve(workload);
  }

  @Override
  protected void unserve(WorkloadId workload) {
    fake.unserve(workload);
  }
}
