package np.local.process;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import np.model.ByteSize;
import np.model.Exit;
import np.model.StopPolicy;
import org.jspecify.annotations.Nullable;

/** A process and all that it started, held together by a control group. */
final class GroupedProcess implements Running {
  private static final int SIGKILL = 9;

  private final Launch launch;
  private final ProcessRef ref;
  private final ControlGroup group;
  private final Kernel kernel;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Exit exit;
  private volatile boolean asked;

  /**
   * @param launch that started it
   * @param ref the process whose end is the end of all
   * @param group all of its processes
   */
  GroupedProcess(Launch launch, ProcessRef ref, ControlGroup group, Kernel kernel) {
    this.launch = launch;
    this.ref = ref;
    this.group = group;
    this.kernel = kernel;
  }

  /** Waits for the end of a process and says what is known of it. */
  @FunctionalInterface
  interface End {
    Exit await() throws InterruptedException;
  }

  /**
   * Waits for the end in the background, ends what the process left behind, then lets everybody
   * know.
   */
  void watch(End end, Runnable afterwards) {
    Thread.ofVirtual()
        .name("np-wait-" + ref.pid())
        .start(
            () -> {
              Exit seen = awaitEnd(end);
              group.kill();
              exit = explain(seen);
              group.remove();
              afterwards.run();
              ended.countDown();
            });
  }

  Launch launch() {
    return launch;
  }

  ControlGroup group() {
    return group;
  }

  @Override
  public ProcessRef ref() {
    return ref;
  }

  @Override
  public Exit awaitExit() throws InterruptedException {
    ended.await();
    return exit().orElseGet(Exit.Unknown::new);
  }

  @Override
  public Optional<Exit> exit() {
    return ended.getCount() == 0 ? Optional.ofNullable(exit) : Optional.empty();
  }

  /** The sandbox's own processes would die of it and tell nobody how the command ended. */
  @Override
  public void signal(StopPolicy.Signal signal) {
    asked = true;
    kernel.signals().send(members(), signal.number());
  }

  @Override
  public void kill() {
    asked = true;
    if (exit == null) {
      group.kill();
    }
  }

  @Override
  public List<String> listening() {
    return new ListeningSockets(kernel.proc()).of(group.processes());
  }

  @Override
  public ByteSize memory() {
    return group.memory();
  }

  private List<Long> members() {
    Set<Long> sandbox = kernel.proc().sandbox(ref.pid());
    return group.processes().stream().filter(pid -> !sandbox.contains(pid)).toList();
  }

  /** A process that nobody asked to end and that died of SIGKILL was ended by the kernel. */
  private Exit explain(Exit seen) {
    boolean violent =
        switch (seen) {
          case Exit.Signalled signalled -> signalled.number() == SIGKILL;
          case Exit.Code code -> code.code() != 0;
          case Exit.Unknown _ -> true;
          case Exit.OutOfMemory _ -> false;
        };
    return violent && !asked && group.oomKills() > 0
        ? new Exit.OutOfMemory(launch.task().resources().memory())
        : seen;
  }

  private static Exit awaitEnd(End end) {
    try {
      return end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody knows this thread", e);
    }
  }
}
