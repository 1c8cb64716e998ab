package np.cli.host;

import np.spi.Subscription;

/**
 * Interrupts by the shutdown hooks of the JVM, which ends with 130 after SIGINT and 143 after
 * SIGTERM by itself.
 */
public final class ShutdownInterrupts implements Interrupts {
  private final Runtime runtime;

  public ShutdownInterrupts(Runtime runtime) {
    this.runtime = runtime;
  }

  @Override
  public Subscription on(Runnable action) {
    Thread hook = new Thread(action, "interrupted");
    runtime.addShutdownHook(hook);
    return () -> remove(hook);
  }

  private void remove(Thread hook) {
    try {
      runtime.removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook is running or has run, as it should.
    }
  }
}
