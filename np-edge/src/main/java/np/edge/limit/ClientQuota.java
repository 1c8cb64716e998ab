package np.edge.limit;

import java.util.concurrent.atomic.AtomicInteger;

/** What the clients of one network take at the moment, of what they may. */
public final class ClientQuota {
  private static final int BURST_SECONDS = 10;

  private final ClientLimits limits;
  private final boolean limited;
  private final Bucket handshakes;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  private ClientQuota(ClientLimits limits, boolean limited) {
    this.limits = limits;
    this.limited = limited;
    this.handshakes = new Bucket(limits.handshakes(), limits.handshakes() * BURST_SECONDS);
  }

  static ClientQuota limited(ClientLimits limits) {
    return new ClientQuota(limits, true);
  }

  /** Of clients that may take what they like. */
  static ClientQuota unlimited(ClientLimits limits) {
    return new ClientQuota(limits, false);
  }

  /** Counts a connection in. */
  void connected() {
    connections.incrementAndGet();
  }

  /** How many connections there are beyond those that may be. */
  public int excess() {
    return limited ? Math.max(0, connections.get() - limits.connections()) : 0;
  }

  /** Counts a connection out. */
  public void disconnected() {
    connections.decrementAndGet();
  }

  /** Counts a request in, unless there are too many; then it is not to be counted out. */
  public boolean beginRequest() {
    if (limited && requests.incrementAndGet() > limits.requests()) {
      requests.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Counts a request out. */
  public void endRequest() {
    if (limited) {
      requests.decrementAndGet();
    }
  }

  /** Whether TLS may begin on one more connection. */
  public boolean mayShakeHands(long now) {
    if (!limited) {
      return true;
    }
    synchronized (handshakes) {
      return handshakes.take(now);
    }
  }

  /** Whether there is nothing to remember. */
  boolean isForgettable(long now) {
    synchronized (handshakes) {
      return connections.get() == 0 && requests.get() == 0 && handshakes.isFull(now);
    }
  }
}
