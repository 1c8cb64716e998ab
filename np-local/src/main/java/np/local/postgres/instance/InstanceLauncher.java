package np.local.postgres.instance;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import np.local.process.ProcessRef;
import np.local.process.ProcessTable;
import np.local.storage.FileTree;

/** Starts instances, and finds those that an earlier np has started. */
public final class InstanceLauncher {
  private static final String PROGRAM = "postgres";

  /** Recovery after a crash may replay gigabytes. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final Duration PAUSE = Duration.ofMillis(1);

  private final ProcessTable processes;
  private final InstanceStyle style;

  /**
   * @param style how processes are started on this machine
   */
  public InstanceLauncher(ProcessTable processes, InstanceStyle style) {
    this.processes = processes;
    this.style = style;
  }

  /**
   * Starts it and returns when it takes connections.
   *
   * @throws IOException with its own last words when it does not start
   */
  public RunningInstance start(
      PostgresRelease release, InstanceSettings settings, InstancePlace place) throws IOException {
    settings.write(place, style.user());
    new InstanceLog(place.log()).rotate();
    new FileTree(place.sockets()).create("rwx------");
    if (place.uid().isPresent()) {
      new FileTree(place.sockets()).giveTo(place.uid().getAsInt());
    }
    Optional<PostmasterFile> stale = PostmasterFile.read(place.data());
    Process process = style.start(release, settings, place);
    return awaitReady(place, stale, process);
  }

  /** The one that runs already; it may still be starting. */
  public Optional<RunningInstance> find(InstancePlace place) {
    Optional<ProcessRef> recorded = new RunningFile(place).read();
    return recorded
        .or(() -> PostmasterFile.read(place.data()).flatMap(file -> processes.find(file.pid())))
        .filter(process -> isInstance(process, place))
        .map(process -> new RunningInstance(place, process, processes));
  }

  /** Returns when one that was found takes connections. */
  public void awaitReady(RunningInstance found) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!PostmasterFile.read(found.place().data()).filter(PostmasterFile::isReady).isPresent()) {
      if (!processes.runs(found.process()) || System.nanoTime() > deadline) {
        throw new IOException(lastWords(found.place()));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** What is left of it when its first process has ended must not meet the next one. */
  public void clear(InstancePlace place) {
    new RunningFile(place).delete();
    processes
        .workingIn(place.data())
        .forEach(each -> new RunningInstance(place, each, processes).kill());
  }

  private RunningInstance awaitReady(
      InstancePlace place, Optional<PostmasterFile> stale, Process process) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean recorded = false;
    while (System.nanoTime() < deadline) {
      Optional<PostmasterFile> file =
          PostmasterFile.read(place.data()).filter(each -> stale.filter(each::isSameAs).isEmpty());
      Optional<ProcessRef> first = file.flatMap(each -> processes.find(each.pid()));
      if (first.isPresent() && !recorded && isInstance(first.get(), place)) {
        new RunningFile(place).write(first.get());
        recorded = true;
      }
      if (recorded && file.orElseThrow().isReady()) {
        return new RunningInstance(place, first.orElseThrow(), processes);
      }
      if (!process.isAlive()) {
        throw new IOException(lastWords(place));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    process.destroyForcibly();
    throw new IOException("it is not ready after " + PATIENCE.toMinutes() + " minutes");
  }

  /** A pid in a file that the instance can write may be anybody's. */
  private boolean isInstance(ProcessRef process, InstancePlace place) {
    boolean own =
        place.uid().isPresent()
            ? processes.owner(process).equals(place.uid())
            : processes.worksIn(process, place.data());
    return own && processes.isProgram(process, PROGRAM);
  }

  private static String lastWords(InstancePlace place) {
    return new InstanceLog(place.log()).lastWords();
  }
}
