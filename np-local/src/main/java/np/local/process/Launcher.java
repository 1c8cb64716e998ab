package np.local.process;

import java.util.Optional;
import java.util.Set;
import np.model.InstanceId;
import np.spi.Terminal;

/** Starts processes of tenants, the only place of np that does. */
public interface Launcher {

  /**
   * Starts a process.
   *
   * @throws np.model.NpException.Unavailable NO_RUNTIME or START_FAILED when it cannot be started
   */
  Running start(Launch launch);

  /** The process that a former np node started, if it still runs; what ran beside it is ended. */
  Optional<Running> adopt(Launch launch, ProcessRef ref);

  /**
   * Runs a command beside a running process in the same sandbox; its output goes to its own log.
   *
   * @throws np.model.NpException.NotFound NO_INSTANCE when the target has ended
   * @throws np.model.NpException.Unavailable NO_RUNTIME or START_FAILED when it cannot be started
   */
  Running enter(Running target, Launch launch);

  /**
   * Starts a process whose standard streams stay in np's hands. It does not outlive this launcher:
   * one that a former np node has left is swept.
   *
   * @param terminal empty: it gets pipes
   * @throws np.model.NpException.Unavailable NO_RUNTIME or START_FAILED when it cannot be started
   */
  Attached attach(Launch launch, Optional<Terminal> terminal);

  /**
   * The same beside a running process, in its sandbox.
   *
   * @throws np.model.NpException.NotFound NO_INSTANCE when the target has ended
   * @throws np.model.NpException.Unavailable NO_RUNTIME or START_FAILED when it cannot be started
   */
  Attached attachBeside(Running target, Launch launch, Optional<Terminal> terminal);

  /**
   * Removes what is left of instances that are not in this set: processes, cgroups, temporary
   * directories. What this launcher started itself and still runs is left alone.
   */
  void sweep(Set<InstanceId> wanted);

  /** Removes the temporary directories of an instance that has ended for good; returns at once. */
  void remove(InstanceId instance);
}
