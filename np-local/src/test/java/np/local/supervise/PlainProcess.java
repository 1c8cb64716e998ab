package np.local.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import np.local.process.ProcessRef;
import np.local.process.Running;
import np.model.ByteSize;
import np.model.Exit;
import np.model.StopPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A process that leads its own session. Exit code 137 counts as out of memory, for want of a
 * control group.
 */
final class PlainProcess implements Running {
  private static final int BORN_FIELD = 22;

  private final ProcessHandle handle;
  private final @Nullable Process child;
  private final ProcessRef ref;

  private PlainProcess(ProcessHandle handle, @Nullable Process child, ProcessRef ref) {
    this.handle = handle;
    this.child = child;
    this.ref = ref;
  }

  static Running started(Process child) {
    ProcessRef ref = new ProcessRef(child.pid(), startTicks(child.pid()));
    return new PlainProcess(child.toHandle(), child, ref);
  }

  static Optional<Running> adopted(ProcessRef ref) {
    return ProcessHandle.of(ref.pid())
        .filter(ProcessHandle::isAlive)
        .filter(handle -> startTicks(ref.pid()) == ref.startTicks())
        .map(handle -> new PlainProcess(handle, null, ref));
  }

  @Override
  public ProcessRef ref() {
    return ref;
  }

  @Override
  public Exit awaitExit() throws InterruptedException {
    if (child != null) { // whose exit code is known a moment after its end
      return ended(child.waitFor());
    }
    try {
      handle.onExit().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return new Exit.Unknown();
  }

  @Override
  public Optional<Exit> exit() {
    if (child != null) {
      return child.isAlive() ? Optional.empty() : Optional.of(ended(child.exitValue()));
    }
    return handle.isAlive() ? Optional.empty() : Optional.of(new Exit.Unknown());
  }

  private static Exit ended(int code) {
    if (code == 137) {
      return new Exit.OutOfMemory(ByteSize.mebibytes(64));
    }
    return code > 128 ? new Exit.Signalled(code - 128) : new Exit.Code(code);
  }

  @Override
  public void signal(StopPolicy.Signal signal) {
    send(signal.number());
  }

  @Override
  public void kill() {
    send(9);
  }

  private void send(int number) {
    try {
      new ProcessBuilder("kill", "-" + number, "--", "-" + ref.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public List<String> listening() {
    List<String> sockets = sockets();
    return read(Path.of("/proc/net/tcp"))
        .lines()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(fields -> fields.length > 9 && fields[3].equals("0A"))
        .filter(fields -> sockets.contains("socket:[" + fields[9] + "]"))
        .map(fields -> "127.0.0.1:" + Integer.parseInt(fields[1].split(":", -1)[1], 16))
        .toList();
  }

  private List<String> sockets() {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/" + ref.pid() + "/fd"))) {
      for (Path file : files.toList()) {
        found.add(Files.readSymbolicLink(file).toString());
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  @Override
  public ByteSize memory() {
    return ByteSize.mebibytes(1);
  }

  /** Of a process that has ended already: -1. */
  private static long startTicks(long pid) {
    String stat = read(Path.of("/proc/" + pid + "/stat"));
    if (stat.isEmpty()) {
      return -1;
    }
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(afterName[BORN_FIELD - 3]);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
