package np.edge.http;

import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop on which clients might ask for more, but do not at the moment:
 * those that are closed first when there are too many.
 */
public final class IdleConnections {
  private @Nullable Idle oldest;
  private @Nullable Idle newest;

  /** A connection that may be idle. */
  public abstract static class Idle {
    private @Nullable Idle before;
    private @Nullable Idle after;
    private boolean listed;

    /** Its room is needed: closes it. */
    protected abstract void close();
  }

  /** It is idle from now on. */
  public void add(Idle idle) {
    if (idle.listed) {
      return;
    }
    idle.listed = true;
    idle.before = newest;
    if (newest == null) {
      oldest = idle;
    } else {
      newest.after = idle;
    }
    newest = idle;
  }

  /** It is not idle any more; nothing happens when it was not. */
  public void remove(Idle idle) {
    if (!idle.listed) {
      return;
    }
    idle.listed = false;
    Idle before = idle.before;
    Idle after = idle.after;
    if (before == null) {
      oldest = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      newest = before;
    } else {
      after.before = before;
    }
    idle.before = null;
    idle.after = null;
  }

  /** Closes those that are idle longest; returns how many there were of so many. */
  int closeOldest(int wanted) {
    int closed = 0;
    while (closed < wanted && oldest != null) {
      Idle first = oldest;
      remove(first);
      first.close();
      closed++;
    }
    return closed;
  }
}
