package np.local.catalog;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import np.spi.Subscription;

/**
 * Tells many listeners what changes, each in a thread of its own, in order and one at a time. Who
 * is slower than the changes is told only the newest of each key.
 */
public final class NewestFeed<K, V> {
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final String name;

  /**
   * @param name of the threads
   */
  public NewestFeed(String name) {
    this.name = name;
  }

  /** Tells every listener; never waits for one. */
  public void tell(K key, V value) {
    listeners.forEach(listener -> listener.offer(Map.of(key, value)));
  }

  /**
   * Tells {@code sink} what is given first, and every change from now on.
   *
   * @param first may repeat what is told at the same moment, but is never told after it
   */
  public Subscription listen(Map<K, V> first, Consumer<V> sink) {
    return listenInBulk(first, values -> values.forEach(sink));
  }

  /** The same, all that waits at a time. */
  public Subscription listenInBulk(Map<K, V> first, Consumer<Collection<V>> sink) {
    Listener listener = new Listener(sink);
    listener.offer(first);
    listeners.add(listener);
    listener.thread.start();
    return listener;
  }

  private final class Listener implements Subscription {
    private static final int BULK = 500;

    private final Consumer<Collection<V>> sink;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Map<K, V> waiting = new LinkedHashMap<>();
    private final Thread thread = Thread.ofVirtual().name(name).unstarted(this::deliver);

    Listener(Consumer<Collection<V>> sink) {
      this.sink = sink;
    }

    void offer(Map<K, V> values) {
      lock.lock();
      try {
        waiting.putAll(values);
        arrived.signal();
      } finally {
        lock.unlock();
      }
    }

    private void deliver() {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          sink.accept(next().values());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        listeners.remove(this);
      }
    }

    private Map<K, V> next() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (waiting.isEmpty()) {
          arrived.await();
        }
        Map<K, V> taken = new LinkedHashMap<>();
        Iterator<Map.Entry<K, V>> all = waiting.entrySet().iterator();
        while (all.hasNext() && taken.size() < BULK) {
          Map.Entry<K, V> each = all.next();
          taken.put(each.getKey(), each.getValue());
          all.remove();
        }
        return taken;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      listeners.remove(this);
      thread.interrupt();
    }
  }
}
