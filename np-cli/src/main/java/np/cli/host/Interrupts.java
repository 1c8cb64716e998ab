package np.cli.host;

import np.spi.Subscription;

/** Tells when the person presses Ctrl-C or the process is asked to end. */
public interface Interrupts {
  /**
   * Runs {@code action} once when that happens; the process then ends with 130 or 143. Whoever asks
   * closes the subscription before the normal end.
   */
  Subscription on(Runnable action);
}
