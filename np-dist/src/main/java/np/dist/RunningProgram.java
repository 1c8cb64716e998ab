package np.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program of this platform that was started and may still run, identified beyond the reuse of
 * process ids by its start time.
 *
 * @param pid of its virtual machine
 * @param startTicks field 22 of {@code /proc/<pid>/stat} (proc(5)): clock ticks since boot
 */
record RunningProgram(long pid, long startTicks) {

  /** What the file says, if that process is still there. */
  static Optional<RunningProgram> find(Path file) {
    try {
      String[] words = Files.readString(file).strip().split(" ", -1);
      RunningProgram program =
          new RunningProgram(Long.parseLong(words[0]), Long.parseLong(words[1]));
      return startTicks(program.pid).filter(ticks -> ticks == program.startTicks).map(t -> program);
    } catch (IOException | RuntimeException missingOrDamaged) {
      return Optional.empty();
    }
  }

  /** This process. */
  static RunningProgram current() {
    long pid = ProcessHandle.current().pid();
    return new RunningProgram(pid, startTicks(pid).orElseThrow());
  }

  /** Replaces the content of an open file, in place: it is locked. */
  void writeTo(FileChannel channel) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(line().getBytes(StandardCharsets.US_ASCII)), 0);
    channel.force(true);
  }

  void writeTo(Path file) {
    DurableFile.write(file, line());
  }

  private String line() {
    return pid + " " + startTicks + "\n";
  }

  boolean isAlive() {
    return startTicks(pid).filter(ticks -> ticks == startTicks).isPresent();
  }

  /** SIGTERM; returns at once. */
  void ask() {
    if (isAlive()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
  }

  /** SIGTERM, then SIGKILL when {@code patience} is over; returns when it is gone. */
  void stop(Duration patience) throws InterruptedException {
    if (!isAlive()) {
      return;
    }
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    handle.ifPresent(ProcessHandle::destroy);
    if (!awaitExit(patience) && isAlive()) {
      handle.ifPresent(ProcessHandle::destroyForcibly);
      awaitExit(Duration.ofSeconds(10));
    }
  }

  /** Returns when it has ended, however. */
  void awaitExit() throws InterruptedException {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    if (handle.isPresent() && isAlive()) {
      try {
        handle.get().onExit().get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private boolean awaitExit(Duration patience) throws InterruptedException {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    if (handle.isEmpty()) {
      return true;
    }
    try {
      handle.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException stillThere) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Long> startTicks(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    try {
      String text = Files.readString(stat);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
      boolean zombie = fields[0].equals("Z");
      return zombie ? Optional.empty() : Optional.of(Long.parseLong(fields[19]));
    } catch (IOException | UncheckedIOException gone) {
      return Optional.empty();
    }
  }
}
