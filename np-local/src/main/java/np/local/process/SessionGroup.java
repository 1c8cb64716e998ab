package np.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import np.model.ByteSize;
import np.model.InstanceId;

/**
 * The processes of an instance where there are no cgroups: those of its session, and those that
 * carry its mark in their environment. A program that changes both escapes.
 */
final class SessionGroup implements ControlGroup {
  private final ProcFs proc;
  private final Signals signals;
  private final LaunchMark mark;
  private volatile long leader;

  SessionGroup(ProcFs proc, Signals signals, LaunchMark mark) {
    this.proc = proc;
    this.signals = signals;
    this.mark = mark;
  }

  @Override
  public void add(long pid) {
    leader = pid;
  }

  @Override
  public List<Path> doors() {
    return List.of();
  }

  @Override
  public List<Long> processes() {
    return proc.processes().stream()
        .filter(this::belongs)
        .filter(pid -> proc.ref(pid).isPresent())
        .toList();
  }

  @Override
  public void kill() {
    signals.killAll(this::processes);
  }

  /** Its children carry marks of their own, by which a sweep finds them. */
  @Override
  public void clear() {}

  @Override
  public long oomKills() {
    return 0;
  }

  @Override
  public ByteSize memory() {
    return new ByteSize(processes().stream().mapToLong(proc::residentBytes).sum());
  }

  @Override
  public ControlGroup child(String name) {
    return new SessionGroup(proc, signals, new LaunchMark(mark.platform(), new InstanceId(name)));
  }

  /** Nothing of it is left once its processes have ended. */
  @Override
  public void remove() {
    leader = 0;
  }

  @Override
  public Map<Path, Path> views() {
    return Map.of();
  }

  private boolean belongs(long pid) {
    return (leader > 0 && proc.session(pid) == leader)
        || proc.environment(pid).contains(mark.variable());
  }
}
