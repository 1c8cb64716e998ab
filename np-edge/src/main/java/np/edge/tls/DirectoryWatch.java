package np.edge.tls;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls back at the start, after each burst of changes in a directory, and now and then, as a link
 * may lead to a file whose changes are not seen here.
 */
final class DirectoryWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);
  private static final long QUIET_MILLIS = 100;
  private static final int MAX_BURST = 20;
  private static final long LOOK_MINUTES = 10;
  private static final long STACK_BYTES = 512 << 10;

  private final Path directory;
  private final Runnable changed;
  private final Thread thread;

  DirectoryWatch(Path directory, Runnable changed) {
    this.directory = directory;
    this.changed = changed;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("np-certificates")
            .stackSize(STACK_BYTES)
            .unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try (WatchService opened = directory.getFileSystem().newWatchService()) {
      Files.createDirectories(directory);
      directory.register(opened, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
      while (!thread.isInterrupted()) {
        changed.run();
        await(opened);
      }
    } catch (IOException e) {
      LOG.warn("event=certificates_unwatched directory={}", directory, e);
      changed.run();
    } catch (InterruptedException | ClosedWatchServiceException e) {
      // closed
    }
  }

  private static void await(WatchService service) throws InterruptedException {
    WatchKey key = service.poll(LOOK_MINUTES, TimeUnit.MINUTES);
    for (int i = 0; i < MAX_BURST && key != null; i++) {
      key.pollEvents();
      key.reset();
      key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Returns when it touches the directory no more. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
