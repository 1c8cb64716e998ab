package np.edge.postgres.limit;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import np.edge.limit.Network;
import org.jspecify.annotations.Nullable;

/** All networks from which clients have come lately. */
public final class Visitors {
  private static final int KEPT = 10_000;
  private static final long SWEEP_NANOS = 1_000_000_000;

  private final int most;
  private final int attemptsPerSecond;
  private final Map<Network, Visitor> visitors = new ConcurrentHashMap<>();
  private final Visitor loopback = new Visitor(Integer.MAX_VALUE, Integer.MAX_VALUE);
  private final AtomicLong lastSweep = new AtomicLong(System.nanoTime());

  /** Visitors with the limits per address. */
  public Visitors(GatewayLimits limits) {
    this.most = limits.connectionsPerAddress();
    this.attemptsPerSecond = limits.attemptsPerSecond();
  }

  /**
   * A client has connected.
   *
   * @param now a {@code System.nanoTime}
   * @return whom to tell when it leaves; null when it may not come in
   */
  public @Nullable Visitor enter(InetAddress address, long now) {
    if (address.isLoopbackAddress()) {
      return loopback.enter(now) ? loopback : null;
    }
    if (visitors.size() >= KEPT) {
      sweep(now);
    }
    Visitor visitor =
        visitors.computeIfAbsent(Network.of(address), _ -> new Visitor(most, attemptsPerSecond));
    return visitor.enter(now) ? visitor : null;
  }

  /** How many are remembered. */
  int size() {
    return visitors.size();
  }

  private void sweep(long now) {
    long last = lastSweep.get();
    if (now - last >= SWEEP_NANOS && lastSweep.compareAndSet(last, now)) {
      visitors.values().removeIf(visitor -> visitor.isForgettable(now));
    }
  }
}
