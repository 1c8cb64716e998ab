package np.local.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import np.local.storage.FileCalls.Descriptor;

/**
 * A directory whose files another user's processes see as theirs. Whoever opens it closes it, as
 * soon as they have started: they keep what they see.
 */
public final class MappedData implements AutoCloseable {
  private final Path data;
  private final Descriptor mount;

  MappedData(Path data, Descriptor mount) {
    this.data = data;
    this.mount = mount;
  }

  /**
   * Starts processes.
   *
   * @param <T> what it says of them
   */
  @FunctionalInterface
  public interface Start<T> {
    T start() throws IOException;
  }

  /**
   * Starts processes that see it so, at its place. Nobody else does: it is mounted for the thread
   * that starts them, and goes with the last of them.
   */
  public <T> T start(Start<T> start) throws IOException {
    CompletableFuture<T> started = new CompletableFuture<>();
    Thread.ofPlatform().name("mapped-start").start(() -> begin(start, started));
    try {
      return started.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException known) {
        throw known;
      }
      throw e;
    }
  }

  private <T> void begin(Start<T> start, CompletableFuture<T> started) {
    try {
      MountCalls.isolate();
      MountCalls.put(mount, data);
      started.complete(start.start());
    } catch (Throwable e) {
      started.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    mount.close();
  }
}
