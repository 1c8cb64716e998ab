package np.testkit.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests at a constant rate, however slow the answers come, and checks each answer. The
 * system under test answers {@code GET /?id=ID} (the id is also in the header {@code Load-Id}) with
 * {@code TENANT RELEASE INSTANCE ID}, which may end with a line feed.
 *
 * <pre>{@code
 * OpenLoop.Running load = OpenLoop.against(uri).host("shop.localhost").rate(200).start();
 * ...
 * LoadReport report = load.stop();
 * }</pre>
 */
public final class OpenLoop {
  private final InetSocketAddress address;
  private String host;
  private int rate = 100;
  private @Nullable String tenant;
  private Load.Reuse reuse = Load.Reuse.KEPT;

  private OpenLoop(InetSocketAddress address, String host) {
    this.address = address;
    this.host = host;
  }

  /** Load on the server of {@code uri}, whose host is resolved once; plain HTTP. */
  public static OpenLoop against(URI uri) {
    String name = Objects.requireNonNull(uri.getHost());
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    return new OpenLoop(new InetSocketAddress(name, port), name + ":" + port);
  }

  /** The Host header to send; that of the URI otherwise. */
  public OpenLoop host(String header) {
    host = header;
    return this;
  }

  /** Requests per second; 100 otherwise. */
  public OpenLoop rate(int perSecond) {
    rate = perSecond;
    return this;
  }

  /** The tenant that each answer must name; any otherwise. */
  public OpenLoop tenant(String name) {
    tenant = name;
    return this;
  }

  /** A new connection for each request; they are kept otherwise. */
  public OpenLoop freshConnections() {
    reuse = Load.Reuse.CLOSED;
    return this;
  }

  /** Begins; the caller stops it. */
  public Running start() {
    Load load = new Load(new Load.Plan(address, host, rate, tenant, reuse));
    load.start();
    return load;
  }

  /** A load that goes on until it is stopped. */
  public interface Running {

    /** How many requests have ended so far. */
    long sent();

    /** How many of them have failed. */
    long failed();

    /** Sends no more, waits for the answers, at most 6 seconds, and tells what came of it all. */
    LoadReport stop();

    /** Waits until so many more requests have ended; at most {@code limit}. */
    void await(long requests, Duration limit) throws InterruptedException;
  }
}
