package np.edge.socket;

import java.time.Duration;
import java.util.List;

/** Ends the connections of all protocols: what is under way may end first. */
public final class Drain {
  private static final long LOOK_EVERY_MILLIS = 10;

  private final List<? extends OpenConnections> protocols;
  private final Runnable meanwhile;

  /**
   * @param meanwhile done again and again while connections are open; must be quick
   */
  public Drain(List<? extends OpenConnections> protocols, Runnable meanwhile) {
    this.protocols = List.copyOf(protocols);
    this.meanwhile = meanwhile;
  }

  /** Nothing new is begun on any connection. */
  public void announce() {
    protocols.forEach(OpenConnections::finish);
  }

  /** Goes on with what is under way for so long. */
  public void linger(Duration time) {
    await(System.nanoTime() + time.toNanos(), Until.TIME);
  }

  /**
   * Returns when no connection is open: keeps idle ones open for half of {@code deadline}, closes
   * whatever is left after all of it.
   */
  public void run(Duration deadline) {
    long start = System.nanoTime();
    await(start + deadline.toNanos() / 2, Until.NONE_OPEN);
    protocols.forEach(OpenConnections::closeIdle);
    await(start + deadline.toNanos(), Until.NONE_OPEN);
    protocols.forEach(OpenConnections::closeAll);
  }

  private enum Until {
    TIME,
    NONE_OPEN
  }

  private void await(long end, Until until) {
    try {
      while ((until == Until.TIME || isAnyOpen()) && System.nanoTime() - end < 0) {
        meanwhile.run();
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnyOpen() {
    return protocols.stream().anyMatch(protocol -> protocol.open() > 0);
  }
}
