package np.edge.rehearsal;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import np.edge.front.Dispatcher;
import np.edge.front.Front;
import np.edge.http.EdgeContext;
import np.edge.http.LoopContext;
import np.edge.http.Pages;
import np.edge.http.Peer.Scheme;
import np.edge.proxy.TrustedProxies;
import np.edge.socket.Listeners;
import np.edge.socket.Transport;
import np.edge.table.Router;
import np.edge.upstream.Forwarder;
import np.edge.upstream.Upstreams;
import np.model.Endpoint;
import np.model.Endpoints;
import np.model.Hostname;
import np.model.InstanceId;
import np.model.NpException;
import np.model.Route;
import np.model.RouteTable;
import np.model.WorkloadId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests of its own from a port that nobody knows to an instance that is none, on the
 * event loops that visitors will use. A fresh virtual machine loads and compiles code when it is
 * first used; an edge that takes over from another has all visitors at once, and on a busy machine
 * they would wait for that, some of them for seconds.
 */
public final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final Hostname HOST = new Hostname("rehearsal.invalid");
  private static final WorkloadId WORKLOAD = WorkloadId.parse("np/rehearsal/web");
  private static final InstanceId INSTANCE = new InstanceId("rehearsal");

  private final Transport transport;
  private final EdgeContext context;

  /**
   * @param transport that visitors will use
   * @param context of its own, so that nothing of this is counted or logged
   */
  public Rehearsal(Transport transport, EdgeContext context) {
    this.transport = transport;
    this.context = context;
  }

  /**
   * How much is done.
   *
   * @param requests that are sent
   * @param atMost when it ends, whether all were sent or not
   */
  public record Effort(int requests, Duration atMost) {}

  /** Returns how many requests were answered; what goes wrong is only logged. */
  public int play(Effort effort) {
    try (StubInstance instance = StubInstance.open()) {
      return play(effort, instance.port());
    } catch (IOException | NpException e) {
      LOG.warn("event=no_rehearsal why={}", e.toString());
      return 0;
    }
  }

  private int play(Effort effort, int port) {
    Upstreams upstreams = new Upstreams(transport.loops(), _ -> {});
    upstreams.update(new Endpoints(WORKLOAD, List.of(new Endpoint(INSTANCE, "127.0.0.1", port))));
    Front front = front(upstreams);
    Listeners listeners = new Listeners(transport, Listeners.Company.ALONE);
    try {
      listeners.listen(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          channel -> front.accept(channel, Scheme.HTTP));
      return new Visitors(listeners.addresses().getFirst(), HOST.value()).visit(effort);
    } finally {
      listeners.close();
      front.closeAll();
      upstreams.update(new Endpoints(WORKLOAD, List.of()));
    }
  }

  private Front front(Upstreams upstreams) {
    List<LoopContext> contexts = new ArrayList<>();
    for (EventLoop loop : transport.loops()) {
      contexts.add(new LoopContext(context, loop, contexts.size()));
    }
    Forwarder.Sockets sockets = new Forwarder.Sockets(transport.channels(), transport.allocator());
    Forwarder forwarder = new Forwarder(upstreams, contexts, sockets);
    Route route = new Route.Proxy(HOST, "/", WORKLOAD, Route.Prefix.KEEP);
    Router router = new Router(new RouteTable(1, List.of(route)));
    Dispatcher dispatcher =
        new Dispatcher(
            () -> router,
            forwarder,
            (exchange, files) -> Pages.answer(exchange, 404, "there are no files here"));
    return new Front(contexts, dispatcher, sni -> null, TrustedProxies.NONE);
  }
}
