package np.edge;

import java.io.IOException;
import np.model.Endpoint;
import np.model.InstanceId;
import np.model.WorkloadId;
import np.spi.Ingress;
import np.testkit.IngressContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The edge passes the contract of every ingress. */
final class EdgeIngressTest extends IngressContract {
  private EdgeFixture edge;

  @BeforeEach
  void start() throws IOException {
    edge = new EdgeFixture();
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
  }

  @Override
  protected Ingress ingress() {
    return edge.server().ingress();
  }

  @Override
  protected void serve(WorkloadId workload) {
    edge.catalog().serve(workload, new Endpoint(new InstanceId("web-0001"), "127.0.0.1", 9));
  }

  @Override
  protected void unserve(WorkloadId workload) {
    edge.catalog().serve(workload);
  }
}
