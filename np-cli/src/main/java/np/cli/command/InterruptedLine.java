package np.cli.command;

import np.spi.Subscription;

/** Ends the line in which a terminal shows {@code ^C}, so that the next prompt begins one. */
final class InterruptedLine {
  private InterruptedLine() {}

  /** Until it is closed; does nothing off a terminal. */
  static Subscription ended(Session session) {
    return session.context().tty().err()
        ? session.context().desk().interrupts().on(() -> session.output().alarm(""))
        : () -> {};
  }
}
