package np.local.process;

import java.util.List;
import java.util.Optional;
import np.model.ByteSize;
import np.model.Exit;
import np.model.StopPolicy;

/** A started process with all its descendants. */
public interface Running {
  ProcessRef ref();

  /**
   * Waits for its end: {@link Exit.Unknown} for an adopted one whose code nobody saw, {@link
   * Exit.OutOfMemory} where its cgroup says so.
   */
  Exit awaitExit() throws InterruptedException;

  /** How it ended; empty while it runs. */
  Optional<Exit> exit();

  /** Sends the signal to every process of the instance; nothing happens when it has ended. */
  void signal(StopPolicy.Signal signal);

  /** Ends all of it with SIGKILL; nothing happens when it has ended. */
  void kill();

  /** Where its processes really listen, for example {@code 127.0.0.1:3000}, sorted. */
  List<String> listening();

  /** The memory that it uses, page cache that can be dropped excluded. */
  ByteSize memory();
}
