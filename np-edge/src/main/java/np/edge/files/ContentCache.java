package np.edge.files;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Resources kept in memory, up to a number of bytes. Artifacts never change, so nothing is ever
 * stale; what was not asked for since the last time around leaves first. Reading takes no lock.
 */
final class ContentCache {
  private static final long OVERHEAD = 1024;

  private final long capacity;
  private final ConcurrentHashMap<SiteKey, Slot> slots = new ConcurrentHashMap<>();
  private final ArrayDeque<Slot> order = new ArrayDeque<>();
  private long weight;

  ContentCache(long capacity) {
    this.capacity = capacity;
  }

  /** A kept resource. */
  private static final class Slot {
    private final SiteKey key;
    private final Resource resource;
    private final long weight;
    private volatile boolean used;

    Slot(SiteKey key, Resource resource) {
      this.key = key;
      this.resource = resource;
      this.weight =
          OVERHEAD + (resource instanceof Resource.Content content ? content.weight() : 0);
    }
  }

  @Nullable Resource get(SiteKey key) {
    Slot slot = slots.get(key);
    if (slot == null) {
      return null;
    }
    if (!slot.used) {
      slot.used = true;
    }
    return slot.resource;
  }

  synchronized void put(SiteKey key, Resource resource) {
    Slot slot = new Slot(key, resource);
    if (slot.weight > capacity || slots.putIfAbsent(key, slot) != null) {
      return;
    }
    order.add(slot);
    weight += slot.weight;
    while (weight > capacity) {
      evict(order.remove());
    }
  }

  /** Bytes kept. */
  synchronized long weight() {
    return weight;
  }

  private void evict(Slot oldest) {
    if (oldest.used) {
      oldest.used = false;
      order.add(oldest);
    } else {
      slots.remove(oldest.key);
      weight -= oldest.weight;
    }
  }
}
