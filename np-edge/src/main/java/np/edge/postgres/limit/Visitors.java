package np.edge.postgres.limit;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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
    AtomicBoolean let = new AtomicBoolean();
    Visitor visitor =
        visitors.compute(
            Network.of(address),
            (_, known) -> {
              Visitor each = known == null ? new Visitor(most, attemptsPerSecond) : known;
              let.setPlain(each.enter(now));
              return each;
            });
    return let.getPlain() ? visitor : null;
  }

  /** Nobody enters meanwhile: who is forgotten is not counted any more. */
  private void forget(Network network, long now) {
    visitors.computeIfPresent(network, (_, visitor) -> visitor.isForgettable(now) ? null : visitor);
  }

  /** How many are remembered. */
  int size() {
    return visitors.size();
  }

  private void sweep(long now) {
    long last = lastSweep.get();
    if (now - last >= SWEEP_NANOS && lastSweep.compareAndSet(last, now)) {
      visitors.keySet().forEach(network -> forget(network, now));
    }
  }
}
