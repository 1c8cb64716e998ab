package np.edge.log;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import np.edge.http.AccessEntry;
import org.jspecify.annotations.Nullable;

/** A bounded queue without locks: several threads put, one takes. */
final class EntryRing {
  private final AtomicReferenceArray<@Nullable AccessEntry> slots;
  private final int mask;
  private final AtomicLong tail = new AtomicLong();
  private final AtomicLong head = new AtomicLong();

  /** Of {@code size} entries, a power of two. */
  EntryRing(int size) {
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("not a power of two: " + size);
    }
    slots = new AtomicReferenceArray<>(size);
    mask = size - 1;
  }

  /** Puts an entry; returns how many there are then, 0 when there was no room. */
  int put(AccessEntry entry) {
    while (true) {
      long place = tail.get();
      long taken = head.get();
      if (place - taken > mask) {
        return 0;
      }
      if (tail.compareAndSet(place, place + 1)) {
        slots.setRelease((int) place & mask, entry);
        return (int) (place + 1 - taken);
      }
    }
  }

  /** Takes the oldest entry; null when there is none, or its putting is not quite done. */
  @Nullable AccessEntry take() {
    long place = head.get();
    int index = (int) place & mask;
    AccessEntry entry = slots.getAcquire(index);
    if (entry != null) {
      slots.setRelease(index, null);
      head.set(place + 1);
    }
    return entry;
  }

  boolean isEmpty() {
    return head.get() == tail.get();
  }
}
