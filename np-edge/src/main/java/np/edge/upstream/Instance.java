package np.edge.upstream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import np.model.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * One serving instance as the edge sees it: its load, and per event loop its idle connections. It
 * belongs to one workload, so no connection is ever shared between workloads.
 */
final class Instance {
  private static final int SPARE = 128;
  private static final long PENALTY_NANOS = 1_000_000_000;

  private final Endpoint endpoint;
  private final InetSocketAddress address;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final ArrayDeque<Http1Stream>[] idle;
  private final @Nullable Http2Link[] links;
  private final Consumer<Instance> onDrained;
  private volatile boolean leaving;
  private volatile long avoidUntil = System.nanoTime();

  @SuppressWarnings({"unchecked", "rawtypes"})
  Instance(Endpoint endpoint, int loops, Consumer<Instance> onDrained) {
    this.endpoint = endpoint;
    this.address = new InetSocketAddress(InetAddress.ofLiteral(endpoint.host()), endpoint.port());
    this.onDrained = onDrained;
    this.idle = new ArrayDeque[loops];
    for (int i = 0; i < loops; i++) {
      idle[i] = new ArrayDeque<>(0);
    }
    this.links = new @Nullable Http2Link[loops];
  }

  Endpoint endpoint() {
    return endpoint;
  }

  InetSocketAddress address() {
    return address;
  }

  int load() {
    return inFlight.get();
  }

  /** Counts a request in; false when the instance has left meanwhile and must not be used. */
  boolean enter() {
    inFlight.incrementAndGet();
    if (leaving) {
      exit();
      return false;
    }
    return true;
  }

  /** Counts a request out. */
  void exit() {
    if (inFlight.decrementAndGet() == 0 && leaving) {
      onDrained.accept(this);
    }
  }

  /** No more requests come; says so when the last one has ended, maybe more than once. */
  void leave() {
    leaving = true;
    if (inFlight.get() == 0) {
      onDrained.accept(this);
    }
  }

  boolean isLeaving() {
    return leaving;
  }

  /** Keeps requests away for a moment when others can take them. */
  void avoid() {
    avoidUntil = System.nanoTime() + PENALTY_NANOS;
  }

  boolean isAvoided(long now) {
    return avoidUntil - now > 0;
  }

  /** The connection that was used last; only on the loop with this number. */
  @Nullable Http1Stream takeIdle(int loop) {
    return idle[loop].pollFirst();
  }

  /** Keeps a connection for the next request; false when there are enough or no more come. */
  boolean keepIdle(int loop, Http1Stream connection) {
    if (leaving || idle[loop].size() >= SPARE) {
      return false;
    }
    idle[loop].addFirst(connection);
    return true;
  }

  /** The connection is gone. */
  void dropIdle(int loop, Http1Stream connection) {
    idle[loop].remove(connection);
  }

  /** Closes what is idle; only on the loop with this number. */
  void closeIdle(int loop) {
    for (Http1Stream stream = takeIdle(loop); stream != null; stream = takeIdle(loop)) {
      stream.close();
    }
    Http2Link link = links[loop];
    if (link != null) {
      link.retire();
    }
  }

  @Nullable Http2Link link(int loop) {
    return links[loop];
  }

  void link(int loop, @Nullable Http2Link link) {
    links[loop] = link;
  }
}
