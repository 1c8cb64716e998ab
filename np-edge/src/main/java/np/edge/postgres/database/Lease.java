package np.edge.postgres.database;

import java.util.concurrent.atomic.AtomicBoolean;

/** The right to have a connection to an instance, which runs for as long as there is one. */
public final class Lease {
  /** Of nothing. */
  public static final Lease NONE = new Lease(false, () -> {});

  private final boolean besideOthers;
  private final Runnable end;
  private final AtomicBoolean released = new AtomicBoolean();

  Lease(boolean besideOthers, Runnable end) {
    this.besideOthers = besideOthers;
    this.end = end;
  }

  /** Whether others had a connection when it was given, so that the instance ran. */
  public boolean isBesideOthers() {
    return besideOthers;
  }

  /** The connection was closed, or not made. A second call does nothing. */
  public void release() {
    if (released.compareAndSet(false, true)) {
      end.run();
    }
  }
}
