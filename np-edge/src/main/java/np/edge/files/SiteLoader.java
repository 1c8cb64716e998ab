package np.edge.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import np.edge.http.Exchange;
import np.edge.http.Pages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings resources from disk to the exchanges that wait for them. However many ask for the same at
 * once, it is read once.
 */
final class SiteLoader {
  private static final Logger LOG = LoggerFactory.getLogger(SiteLoader.class);

  private final ResourceReader reader;
  private final ContentCache cache;
  private final Disk disk;
  private final ConcurrentHashMap<SiteKey, Waiters> waiting = new ConcurrentHashMap<>();
  private volatile String lastFailure = "";

  SiteLoader(ResourceReader reader, ContentCache cache, Disk disk) {
    this.reader = reader;
    this.cache = cache;
    this.disk = disk;
  }

  /** An exchange that waits, and what it does then. */
  private record Waiter(Exchange exchange, Consumer<Resource> then) {}

  /** Those who wait for the same resource. */
  private static final class Waiters {
    private final List<Waiter> all = new ArrayList<>(1);
  }

  /** Gives the resource to {@code then} on the exchange's loop, unless the client leaves. */
  void load(Exchange exchange, SiteKey key, SitePath path, Consumer<Resource> then) {
    Resource kept = cache.get(key);
    if (kept != null) {
      then.accept(kept);
      return;
    }
    Waiters fresh = new Waiters();
    Waiters joined =
        waiting.compute(
            key,
            (_, others) -> {
              Waiters waiters = others == null ? fresh : others;
              waiters.all.add(new Waiter(exchange, then));
              return waiters;
            });
    if (joined == fresh && !disk.run(() -> read(key, path))) {
      finish(key, waiter -> Pages.answer(waiter.exchange, 503, "too many files are being read"));
    }
  }

  private void read(SiteKey key, SitePath path) {
    try {
      Resource resource = reader.read(key.site(), path);
      if (isKept(resource, path)) {
        cache.put(key, resource);
      }
      finish(key, waiter -> waiter.then.accept(resource));
    } catch (IOException | RuntimeException e) {
      report(key, e);
      finish(key, waiter -> Pages.answer(waiter.exchange, 500, "a file could not be read"));
    }
  }

  /** What does not exist is not kept, as anybody can ask for any number of such paths. */
  private static boolean isKept(Resource resource, SitePath path) {
    boolean fallback = path.equals(SitePath.INDEX) || path.equals(SitePath.NOT_FOUND);
    return resource instanceof Resource.Content || fallback;
  }

  private void finish(SiteKey key, Consumer<Waiter> answer) {
    Waiters waiters = waiting.remove(key);
    if (waiters != null) {
      waiters.all.forEach(
          waiter -> Disk.comeBack(waiter.exchange, () -> answer.accept(waiter), () -> {}));
    }
  }

  private void report(SiteKey key, Exception e) {
    String failure = key.site().artifact().app() + " " + e;
    if (!failure.equals(lastFailure)) {
      lastFailure = failure;
      LOG.warn("event=site_unreadable app={} path={}", key.site().artifact().app(), key.path(), e);
    }
  }
}
