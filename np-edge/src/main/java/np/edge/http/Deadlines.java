package np.edge.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one event loop: a wheel of slots, so that setting one costs a field write and a
 * tick touches only what may be due. Exact to a tick of 100 ms. Ticks only while something waits.
 */
public final class Deadlines {
  private static final long TICK_NANOS = 100_000_000;
  private static final int SLOTS = 1024;

  private final EventLoop loop;
  private final @Nullable Deadline[] slots = new @Nullable Deadline[SLOTS];
  private final long origin = System.nanoTime();
  private long tick;
  private int linked;
  private @Nullable Future<?> ticking;

  public Deadlines(EventLoop loop) {
    this.loop = loop;
  }

  /** Sets the deadline to {@code delay} from {@code now}, which is a {@code System.nanoTime}. */
  public void set(Deadline deadline, Duration delay, long now) {
    deadline.due = now - origin + delay.toNanos();
    long wanted = Math.min(deadline.due / TICK_NANOS + 1, tick(now) + SLOTS - 1);
    if (deadline.slot < 0) {
      link(deadline, wanted, now);
    } else if (wanted < deadline.slot) {
      unlink(deadline);
      link(deadline, wanted, now);
    }
  }

  /** Lifts the deadline; cheap, so that it may be set again soon. */
  public void clear(Deadline deadline) {
    deadline.due = Deadline.NEVER;
  }

  /** Forgets the deadline for good. */
  public void remove(Deadline deadline) {
    deadline.due = Deadline.NEVER;
    if (deadline.slot >= 0) {
      unlink(deadline);
    }
  }

  private long tick(long now) {
    return (now - origin) / TICK_NANOS;
  }

  private void link(Deadline deadline, long slot, long now) {
    if (ticking == null) {
      tick = tick(now);
      ticking = loop.scheduleAtFixedRate(this::turn, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
    }
    int index = (int) (slot % SLOTS);
    Deadline first = slots[index];
    deadline.slot = slot;
    deadline.before = null;
    deadline.after = first;
    if (first != null) {
      first.before = deadline;
    }
    slots[index] = deadline;
    linked++;
  }

  private void unlink(Deadline deadline) {
    Deadline before = deadline.before;
    Deadline after = deadline.after;
    if (before == null) {
      slots[(int) (deadline.slot % SLOTS)] = after;
    } else {
      before.after = after;
    }
    if (after != null) {
      after.before = before;
    }
    deadline.before = null;
    deadline.after = null;
    deadline.slot = -1;
    linked--;
  }

  private void turn() {
    long now = System.nanoTime();
    for (long until = tick(now); tick < until; ) {
      tick++;
      empty((int) (tick % SLOTS), now);
    }
    if (linked == 0 && ticking != null) {
      ticking.cancel(false);
      ticking = null;
    }
  }

  private void empty(int index, long now) {
    Deadline deadline = slots[index];
    while (deadline != null) {
      unlink(deadline);
      if (deadline.due <= now - origin) {
        deadline.due = Deadline.NEVER;
        deadline.expired();
      } else if (deadline.due != Deadline.NEVER) {
        long wanted = Math.min(deadline.due / TICK_NANOS + 1, tick + SLOTS - 1);
        link(deadline, Math.max(wanted, tick + 1), now);
      }
      deadline = slots[index];
    }
  }
}
