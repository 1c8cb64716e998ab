package np.local.link;

import java.nio.file.Path;
import java.time.Duration;
import np.model.ErrorCode;
import np.model.Route;
import np.model.RouteStatus;
import np.model.RouteTable;
import np.spi.Ingress;

/** An edge in another process. */
public final class IngressClient implements Ingress {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final LinkClient link;

  /**
   * @param socket of the edge
   */
  public IngressClient(Path socket) {
    this.link = new LinkClient(socket, ErrorCode.EDGE_UNAVAILABLE);
  }

  @Override
  public void publish(RouteTable wanted) {
    link.call(new Call.Publish(wanted), Reply.Done.class, PATIENCE);
  }

  @Override
  public RouteStatus verify(Route route) {
    return link.call(new Call.Verify(route), Reply.Verified.class, PATIENCE).status();
  }
}
