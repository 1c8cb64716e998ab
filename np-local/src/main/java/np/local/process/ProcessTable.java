package np.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/** The processes of this machine, for rooms that start programs of their own. */
public final class ProcessTable {
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final Kernel kernel;

  ProcessTable(Kernel kernel) {
    this.kernel = kernel;
  }

  /** That of the machine that this JVM runs on; one is enough for a program. */
  public static ProcessTable running() {
    return new ProcessTable(Kernel.running());
  }

  /** The identity of a running process; empty when there is none or it is a zombie. */
  public Optional<ProcessRef> find(long pid) {
    return kernel.proc().ref(pid);
  }

  /** Whether exactly this process runs. */
  public boolean runs(ProcessRef process) {
    return kernel.proc().runs(process);
  }

  /** The user of a process; empty when it does not run. */
  public OptionalInt owner(ProcessRef process) {
    return kernel.proc().owner(process.pid());
  }

  /** Whether a process runs a program of this name. */
  public boolean isProgram(ProcessRef process, String name) {
    return kernel.proc().read(process.pid() + "/comm").filter((name + "\n")::equals).isPresent();
  }

  /** Whether a process works in this directory, as far as it is to be seen. */
  public boolean worksIn(ProcessRef process, Path directory) {
    return kernel.proc().directory(process.pid()).equals(directory.toString());
  }

  /** Those of this user; looks at every process. */
  public List<ProcessRef> ownedBy(int uid) {
    return kernel.proc().processes().stream()
        .flatMap(pid -> find(pid).stream())
        .filter(process -> owner(process).equals(OptionalInt.of(uid)))
        .toList();
  }

  /** Those that work in this directory; looks at every process. */
  public List<ProcessRef> workingIn(Path directory) {
    return kernel.proc().processes().stream()
        .filter(pid -> kernel.proc().directory(pid).equals(directory.toString()))
        .flatMap(pid -> find(pid).stream())
        .toList();
  }

  /** All of them. */
  public List<ProcessRef> all() {
    return kernel.proc().processes().stream().flatMap(pid -> find(pid).stream()).toList();
  }

  /** Whether a process works somewhere below this directory, as far as it is to be seen. */
  public boolean worksBelow(ProcessRef process, Path directory) {
    return kernel.proc().directory(process.pid()).startsWith(directory + "/");
  }

  /** Sends a signal unless it has ended. */
  public void signal(ProcessRef process, int number) {
    if (runs(process)) {
      kernel.signals().send(List.of(process.pid()), number);
    }
  }

  /** Returns when it has ended; costs nothing while it runs. */
  public void awaitEnd(ProcessRef process) throws InterruptedException {
    kernel.exits().await(process);
  }

  /** Whether all have ended before the time is over. */
  public boolean awaitEnd(List<ProcessRef> all, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (all.stream().anyMatch(this::runs)) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }
}
