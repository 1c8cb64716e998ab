package np.spi;

/** A running delivery of log lines. */
public interface LogSubscription extends Subscription {

  /** Waits until the last line was delivered or the subscription was closed. */
  void awaitEnd() throws InterruptedException;
}
