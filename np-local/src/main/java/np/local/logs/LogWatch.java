package np.local.logs;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when files in directories change, by inotify: nothing is done while nothing is written, and
 * whoever writes without pause is looked at 20 times a second.
 */
final class LogWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final WatchService service;
  private final Consumer<Path> sink;
  private final Set<Path> watched = ConcurrentHashMap.newKeySet();

  /**
   * @param sink gets the directory; it is called for one directory at a time
   */
  LogWatch(Consumer<Path> sink) throws IOException {
    this.sink = sink;
    this.service = FileSystems.getDefault().newWatchService();
    Thread.ofPlatform().daemon().name("np-log-watch").start(this::deliver);
  }

  /** Watches a directory from now on. */
  void add(Path directory) {
    if (watched.add(directory)) {
      register(directory);
    }
  }

  void remove(Path directory) {
    watched.remove(directory);
  }

  @Override
  public void close() throws IOException {
    service.close();
  }

  private void deliver() {
    try {
      while (true) {
        WatchKey key = service.take();
        key.cancel();
        if (key.watchable() instanceof Path directory) {
          sink.accept(directory);
          Thread.ofVirtual().start(() -> registerAgain(directory));
        }
      }
    } catch (ClosedWatchServiceException e) {
      LOG.debug("log watch closed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void registerAgain(Path directory) {
    try {
      Thread.sleep(PAUSE);
      register(directory);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** First the watch, then a look: nothing is missed in between. */
  private void register(Path directory) {
    if (!watched.contains(directory)) {
      return;
    }
    try {
      directory.register(service, StandardWatchEventKinds.ENTRY_MODIFY);
      sink.accept(directory);
    } catch (IOException e) {
      watched.remove(directory);
      LOG.warn("directory not watched path={} why={}", directory, e.toString());
    } catch (ClosedWatchServiceException e) {
      LOG.debug("log watch closed");
    }
  }
}
