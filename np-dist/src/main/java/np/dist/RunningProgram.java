package np.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import np.dist.ProgramContext.Keeper;

/**
 * A program of this platform that was started and may still run, identified beyond the reuse of
 * process ids by its start time.
 *
 * @param pid of its virtual machine
 * @param startTicks field 22 of {@code /proc/<pid>/stat} (proc(5)): clock ticks since boot
 * @param version of np that it runs; empty when it does not say
 */
record RunningProgram(long pid, long startTicks, String version) {

  /** What the file says, if that process is still there. */
  static Optional<RunningProgram> find(Path file) {
    try {
      String[] words = Files.readAllLines(file).getFirst().split(" ", -1);
      RunningProgram program =
          new RunningProgram(
              Long.parseLong(words[0]), Long.parseLong(words[1]), words.length > 2 ? words[2] : "");
      return startTicks(program.pid).filter(ticks -> ticks == program.startTicks).map(t -> program);
    } catch (IOException | RuntimeException missingOrDamaged) {
      return Optional.empty();
    }
  }

  /** Those of the files in a directory. */
  static List<RunningProgram> findAll(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.flatMap(file -> find(file).stream()).toList();
    } catch (IOException missing) {
      return List.of();
    }
  }

  /** This process. */
  static RunningProgram current() {
    long pid = ProcessHandle.current().pid();
    return new RunningProgram(pid, startTicks(pid).orElseThrow(), Version.current().version());
  }

  /** Replaces the content of an open file, in place: it is locked. Readers see a whole line. */
  void writeTo(FileChannel channel) throws IOException {
    ByteBuffer line = ByteBuffer.wrap(line().getBytes(StandardCharsets.UTF_8));
    channel.write(line, 0);
    channel.truncate(line.limit());
    channel.force(true);
  }

  void writeTo(Path file) {
    DurableFile.write(file, line());
  }

  private String line() {
    return pid + " " + startTicks + " " + version + "\n";
  }

  /** When it was started. */
  Optional<Instant> since() {
    return isAlive() ? since(pid) : Optional.empty();
  }

  /** When a process was started; empty when it is gone. */
  static Optional<Instant> since(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
  }

  boolean isAlive() {
    return startTicks(pid).filter(ticks -> ticks == startTicks).isPresent();
  }

  /** Who starts it again when it dies: it was told so in its arguments. */
  Keeper keeper() {
    try {
      String arguments = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      boolean unit = List.of(arguments.split("\0", -1)).contains(SystemdUnits.UNIT);
      return unit ? Keeper.SYSTEMD : Keeper.NP;
    } catch (IOException gone) {
      return Keeper.NP;
    }
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

  /** Field 22 of its stat; empty when it is gone. */
  static Optional<Long> startTicks(long pid) {
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
