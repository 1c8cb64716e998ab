package np.local.process;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import np.model.InstanceId;
import np.model.Resources;

/** Tells instances apart where there are no cgroups to use; limits nothing. */
final class SessionGroups implements ControlGroups {
  private final ProcFs proc;
  private final Signals signals;
  private final String platform;
  private final String why;

  /**
   * @param platform which np it is: {@link np.local.storage.HomeLayout#hash}
   * @param why there are no cgroups, one line
   */
  SessionGroups(ProcFs proc, Signals signals, String platform, String why) {
    this.proc = proc;
    this.signals = signals;
    this.platform = platform;
    this.why = why;
  }

  @Override
  public ControlGroup create(String slice, InstanceId instance, Resources limits) {
    return group(instance);
  }

  @Override
  public Optional<ControlGroup> find(InstanceId instance) {
    ControlGroup group = group(instance);
    return group.processes().isEmpty() ? Optional.empty() : Optional.of(group);
  }

  @Override
  public Optional<ControlGroup> find(String slice, InstanceId instance) {
    return find(instance);
  }

  @Override
  public List<InstanceId> instances() {
    String prefix = LaunchMark.NAME + "=" + platform + "-";
    return proc.processes().stream()
        .flatMap(pid -> proc.environment(pid).stream())
        .filter(variable -> variable.startsWith(prefix))
        .flatMap(variable -> instance(variable.substring(prefix.length())))
        .distinct()
        .toList();
  }

  /** There is nothing to remove. */
  @Override
  public void remove() {}

  @Override
  public List<Isolation.Layer> layers() {
    return Stream.of("cpu limit", "memory limit", "pids limit")
        .map(name -> new Isolation.Layer(name, false, why))
        .toList();
  }

  private ControlGroup group(InstanceId instance) {
    return new SessionGroup(proc, signals, new LaunchMark(platform, instance));
  }

  /** A mark may have been forged by a tenant. */
  private static Stream<InstanceId> instance(String text) {
    return text.matches("[a-z0-9-]{4,64}") ? Stream.of(new InstanceId(text)) : Stream.empty();
  }
}
