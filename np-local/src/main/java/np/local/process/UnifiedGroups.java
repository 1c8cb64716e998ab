package np.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import np.model.InstanceId;
import np.model.Resources;

/** cgroup version 2 (Documentation/admin-guide/cgroup-v2): one tree for all controllers. */
final class UnifiedGroups implements ControlGroups {
  private static final long PERIOD_MICROS = 100_000;
  private static final List<String> CONTROLLERS = List.of("cpu", "memory", "pids");

  private final Path mount;
  private final Path root;
  private final Signals signals;

  /**
   * @param mount of the cgroup2 file system
   * @param name of this platform's group below it
   */
  UnifiedGroups(Path mount, String name, Signals signals) {
    this.mount = mount;
    this.root = mount.resolve(name);
    this.signals = signals;
  }

  @Override
  public ControlGroup create(String slice, InstanceId instance, Resources limits)
      throws IOException {
    Path directory = root.resolve(slice);
    find(slice, instance).ifPresent(this::discard);
    Files.createDirectories(directory);
    for (Path level : List.of(mount, root, directory)) {
      handDown(new ControlFile(level));
    }
    if (slice.equals(BUILDS)) {
      new ControlFile(directory).offer("cpu.weight", "25");
    }
    ControlFile group =
        new ControlFile(Files.createDirectories(directory.resolve(instance.value())));
    limit(group, limits);
    return new UnifiedGroup(group, signals);
  }

  @Override
  public Optional<ControlGroup> find(InstanceId instance) {
    return new ControlFile(root)
        .children().stream()
            .map(slice -> String.valueOf(slice.getFileName()))
            .flatMap(slice -> find(slice, instance).stream())
            .findFirst();
  }

  @Override
  public Optional<ControlGroup> find(String slice, InstanceId instance) {
    Path group = root.resolve(slice).resolve(instance.value());
    return Files.isDirectory(group)
        ? Optional.of(new UnifiedGroup(new ControlFile(group), signals))
        : Optional.empty();
  }

  @Override
  public List<InstanceId> instances() {
    return new ControlFile(root)
        .children().stream()
            .flatMap(slice -> new ControlFile(slice).children().stream())
            .map(path -> new InstanceId(String.valueOf(path.getFileName())))
            .toList();
  }

  @Override
  public void remove() {
    new ControlFile(root).remove();
  }

  @Override
  public List<Isolation.Layer> layers() {
    List<Isolation.Layer> layers = new ArrayList<>();
    for (String controller : CONTROLLERS) {
      boolean there = new ControlFile(mount).offers(controller);
      String detail = there ? "cgroup v2" : "cgroup v2 does not offer " + controller + " here";
      layers.add(new Isolation.Layer(controller + " limit", there, detail));
    }
    return layers;
  }

  private void discard(ControlGroup group) {
    group.kill();
    group.remove();
  }

  private void handDown(ControlFile level) throws IOException {
    for (String controller : CONTROLLERS) {
      if (new ControlFile(mount).offers(controller)) {
        level.write("cgroup.subtree_control", "+" + controller);
      }
    }
  }

  static void limit(ControlFile group, Resources limits) {
    long quota = limits.cpu().millis() * PERIOD_MICROS / 1000;
    long weight = Math.clamp(limits.cpu().millis() / 10, 1, 10_000);
    group.offer("cpu.max", quota + " " + PERIOD_MICROS);
    group.offer("cpu.weight", String.valueOf(weight));
    group.offer("memory.max", String.valueOf(limits.memory().bytes()));
    group.offer("memory.swap.max", "0");
    group.offer("pids.max", String.valueOf(limits.processes()));
  }
}
