package np.local.postgres.instance;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
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
  private final StartGate gate;

  /**
   * @param style how processes are started on this machine
   */
  public InstanceLauncher(ProcessTable processes, InstanceStyle style) {
    this.processes = processes;
    this.style = style;
    this.gate = new StartGate(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Starts it and returns when it takes connections.
   *
   * @param meanwhile is done once, while it starts
   * @throws IOException with its own last words when it does not start
   */
  public RunningInstance start(
      PostgresRelease release, InstanceSettings settings, InstancePlace place, Runnable meanwhile)
      throws IOException, InterruptedException {
    settings.write(place, style);
    new InstanceLog(place.log()).prepare();
    new FileTree(place.sockets()).create("rwx------");
    if (place.uid().isPresent()) {
      new FileTree(place.sockets()).giveTo(place.uid().getAsInt());
    }
    Optional<PostmasterFile> stale = PostmasterFile.read(place.data());
    try (StartGate.Turn turn = gate.enter()) {
      InstanceStyle.Started started = style.start(release, settings, place);
      meanwhile.run();
      return awaitReady(place, stale, started, turn);
    } catch (IOException e) {
      clear(place);
      throw e;
    }
  }

  /** The one that runs already; it may still be starting. */
  public Optional<RunningInstance> find(InstancePlace place) {
    return new RunningFile(place)
        .read()
        .filter(process -> isInstance(process, place))
        .or(() -> search(place))
        .map(process -> instance(place, process));
  }

  /** Np has died before it could write down what it had started. */
  private Optional<ProcessRef> search(InstancePlace place) {
    if (place.uid().isPresent()) {
      return processes.ownedBy(place.uid().getAsInt()).stream()
          .filter(process -> isInstance(process, place))
          .min(Comparator.comparingLong(ProcessRef::startTicks));
    }
    return PostmasterFile.read(place.data())
        .flatMap(file -> processes.find(file.pid()))
        .filter(process -> isInstance(process, place));
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

  /**
   * Ends what is left of one whose first process has ended or was never found, so that it does not
   * meet the next one.
   */
  public void clear(InstancePlace place) {
    new RunningFile(place).delete();
    style.clear(place);
  }

  /** It has been stopped in order: nothing of it stays in the machine's memory. */
  public void release(InstancePlace place) {
    new RunningFile(place).delete();
    style.release(place);
  }

  private RunningInstance awaitReady(
      InstancePlace place,
      Optional<PostmasterFile> stale,
      InstanceStyle.Started started,
      StartGate.Turn turn)
      throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<RunningInstance> recorded = started.first().map(first -> record(place, first));
    while (System.nanoTime() < deadline) {
      Optional<PostmasterFile> file =
          PostmasterFile.read(place.data()).filter(each -> stale.filter(each::isSameAs).isEmpty());
      if (recorded.isEmpty()) {
        recorded =
            file.flatMap(each -> processes.find(each.pid()))
                .filter(first -> isInstance(first, place))
                .map(first -> record(place, first));
      }
      if (recorded.isPresent() && file.filter(PostmasterFile::isReady).isPresent()) {
        return recorded.get();
      }
      if (!started.child().isAlive()) {
        throw new IOException(lastWords(place));
      }
      turn.pause();
    }
    throw new IOException("it is not ready after " + PATIENCE.toMinutes() + " minutes");
  }

  private RunningInstance record(InstancePlace place, ProcessRef first) {
    new RunningFile(place).write(first);
    return instance(place, first);
  }

  private RunningInstance instance(InstancePlace place, ProcessRef first) {
    return new RunningInstance(place, first, processes, () -> style.clear(place));
  }

  /** A pid in a file that the instance can write may be anybody's. */
  private boolean isInstance(ProcessRef process, InstancePlace place) {
    boolean own =
        place.uid().isPresent()
            ? processes.owner(process).equals(place.uid())
            : processes.worksIn(process, place.data());
    return own && processes.runs(process) && processes.isProgram(process, PROGRAM);
  }

  private static String lastWords(InstancePlace place) {
    return new InstanceLog(place.log()).lastWords();
  }
}
