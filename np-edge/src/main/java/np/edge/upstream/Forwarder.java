package np.edge.upstream;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.socket.SocketChannel;
import java.util.List;
import np.edge.http.EdgeMetrics.UpstreamError;
import np.edge.http.Exchange;
import np.edge.http.LoopContext;
import np.edge.http.Pages;
import np.model.Route;

/** Forwards requests to the instances of workloads. */
public final class Forwarder {
  private final Upstreams upstreams;
  private final Connector[] connectors;

  /** The kind of socket that goes with the event loops, and where its buffers come from. */
  public record Sockets(Class<? extends SocketChannel> type, ByteBufAllocator allocator) {}

  /** Forwards on the loops of {@code contexts}, which are in the order of their numbers. */
  public Forwarder(Upstreams upstreams, List<LoopContext> contexts, Sockets sockets) {
    this.upstreams = upstreams;
    this.connectors =
        contexts.stream().map(context -> new Connector(context, sockets)).toArray(Connector[]::new);
  }

  /** Carries the exchange to an instance of the route's workload and back. */
  public void forward(Exchange exchange, Route.Proxy route) {
    Upstream upstream = upstreams.of(route.workload());
    if (upstream == null) {
      exchange.context().metrics().upstreamError(UpstreamError.NO_INSTANCE);
      Pages.answer(exchange, 503, "no instance of this app is serving right now");
      return;
    }
    boolean strips = route.strip() == Route.Prefix.STRIP && route.path().length() > 1;
    int stripped = strips ? route.path().length() : 0;
    Connector connector = connectors[exchange.context().index()];
    new ProxyCall(exchange, upstream, connector, stripped).start();
  }
}
