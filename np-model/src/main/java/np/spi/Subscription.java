package np.spi;

/** A running delivery; whoever asked for it closes it. Closing twice is allowed. */
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
