package np.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import np.model.Exit;
import np.model.LogLine;
import np.model.OneOff;
import np.model.Workload;
import np.model.WorkloadId;
import np.model.WorkloadStatus;

/**
 * Runs workloads. Rolling, health and restarts are the engine's own: np-local does them itself,
 * np-nomad leaves them to Nomad. Every method is idempotent and may throw {@link
 * np.model.NpException.Unavailable} when the engine cannot be reached.
 */
public interface Engine {

  /** What {@link #apply} would do: which instances would be replaced, and whether it fits. */
  Preview preview(Workload wanted);

  /**
   * Makes it so, by the workload's update policy. Returns when the wish is on disk; progress is in
   * {@link #observe} and {@link #watch}. A second apply replaces a first that is under way.
   */
  void apply(Workload wanted);

  /**
   * Drains, stops and forgets a workload; returns when the wish is on disk. Nothing happens when
   * there is none.
   *
   * @param grace the most that draining and stopping together may take
   */
  void remove(WorkloadId id, Duration grace);

  /** The whole truth, instances and rollout state included. */
  List<WorkloadStatus> observe();

  /** The status of one workload; empty when the engine does not know it. */
  Optional<WorkloadStatus> observe(WorkloadId id);

  /**
   * Delivers the status of every workload now and of each that changes from then on, in order and
   * one at a time. Whoever gets slower than the changes sees only the newest of each workload. The
   * caller closes the subscription.
   */
  Subscription watch(Consumer<WorkloadStatus> sink);

  /**
   * Delivers lines that match, oldest first, then, if the query follows, new ones until closed.
   * After the last line {@code sink} is not called again and {@link LogSubscription#awaitEnd}
   * returns. The caller closes the subscription.
   */
  LogSubscription logs(LogQuery query, Consumer<LogLine> sink);

  /**
   * Begins a task and returns when it runs; {@link #run} with the same id follows it. Nothing
   * happens when it was begun before.
   */
  void start(OneOff task);

  /**
   * Runs a task to its end and returns how it ended; each line of its output goes to {@code sink}.
   * Interrupting the caller, or its death, does not end the task; running the same id again joins
   * it. A task past its timeout is killed and reported as signalled by 9.
   */
  Exit run(OneOff task, Consumer<LogLine> sink);

  /**
   * Runs a command inside a running instance's sandbox, as {@link #run} does.
   *
   * @throws np.model.NpException.NotFound NO_INSTANCE when it does not run
   */
  Exit exec(ExecRequest request, Consumer<LogLine> sink);

  /**
   * Begins a task whose standard streams are the caller's, and returns when it runs. What it writes
   * is in no log; it ends with the session, with the engine's part on its machine, and when its
   * time is over.
   *
   * @param terminal that it gets; empty: pipes
   */
  Session attach(OneOff task, Optional<Terminal> terminal);

  /**
   * The same inside a running instance's sandbox.
   *
   * @throws np.model.NpException.NotFound NO_INSTANCE when it does not run
   */
  Session attach(ExecRequest request, Optional<Terminal> terminal);
}
