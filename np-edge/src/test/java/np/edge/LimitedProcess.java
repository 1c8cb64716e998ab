package np.edge;

import np.model.Endpoint;
import np.model.InstanceId;

/** An edge in a process of its own, so that the process may have limits of its own. */
@SuppressWarnings("try") // close throws whatever a test throws
final class LimitedProcess {
  private LimitedProcess() {}

  /** Forwards to the port that is its argument, says on which port, and ends with its input. */
  public static void main(String[] arguments) throws Exception {
    try (EdgeFixture edge = new EdgeFixture()) {
      int port = Integer.parseInt(arguments[0]);
      edge.serve(new Endpoint(new InstanceId("web-0001"), "127.0.0.1", port));
      System.out.println(edge.port());
      var _ = System.in.readAllBytes();
    }
  }
}
