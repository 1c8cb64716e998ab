package np.edge.limit;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import np.edge.limit.ClientLimits.Loopback;

/** The quotas of all networks from which clients have come lately. */
public final class ClientQuotas {
  private static final int KEPT = 10_000;
  private static final long SWEEP_NANOS = 1_000_000_000;

  private final ClientLimits limits;
  private final ClientQuota unlimited;
  private final Map<Network, ClientQuota> quotas = new ConcurrentHashMap<>();
  private final AtomicLong lastSweep = new AtomicLong(System.nanoTime());

  public ClientQuotas(ClientLimits limits) {
    this.limits = limits;
    this.unlimited = ClientQuota.unlimited(limits);
  }

  /**
   * A client has connected: counts that, within what is allowed or not.
   *
   * @param now a {@code System.nanoTime}
   * @return to be told when the connection ends
   */
  public ClientQuota connect(InetAddress address, long now) {
    if (address.isLoopbackAddress() && limits.loopback() == Loopback.EXEMPT) {
      return unlimited;
    }
    if (quotas.size() >= KEPT) {
      sweep(now);
    }
    // Counted inside, so that nobody sweeps it away in between.
    return quotas.compute(
        Network.of(address),
        (network, known) -> {
          ClientQuota quota = known == null ? ClientQuota.limited(limits) : known;
          quota.connected();
          return quota;
        });
  }

  /** Of a proxy: what it takes is many clients'. */
  public ClientQuota ofProxy() {
    return unlimited;
  }

  /** How many are remembered. */
  int size() {
    return quotas.size();
  }

  private void sweep(long now) {
    long last = lastSweep.get();
    if (now - last >= SWEEP_NANOS && lastSweep.compareAndSet(last, now)) {
      for (Network network : quotas.keySet()) {
        quotas.computeIfPresent(network, (_, quota) -> quota.isForgettable(now) ? null : quota);
      }
    }
  }
}
