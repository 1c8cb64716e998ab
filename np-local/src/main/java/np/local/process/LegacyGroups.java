package np.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import np.local.process.ControlGroupMounts.Tree;
import np.model.InstanceId;
import np.model.Resources;
import org.jspecify.annotations.Nullable;

/**
 * cgroup version 1 (Documentation/admin-guide/cgroup-v1): one tree per controller, side by side.
 * What a controller cannot do here is left out and said in {@link #layers}.
 */
final class LegacyGroups implements ControlGroups {
  private static final long PERIOD_MICROS = 100_000;
  private static final long SHARES_PER_CORE = 1024;

  /**
   * Of this platform on every core. A group divides its shares among the cores while each process
   * beside it has 1024 on its own: with as much as one process in all, databases wait for the core
   * behind those that they answer, and do half as much. The edge has a better niceness instead.
   */
  private static final long OWN_SHARES_PER_CORE = 8 * SHARES_PER_CORE;

  /** Instances stay in np's own; but the JVM believes in no limit without seeing this one. */
  private static final String SHOWN_ONLY = "cpuset";

  private final Map<String, Path> roots;
  private final Map<Path, Path> shown;
  private final Signals signals;

  /** In the trees of this machine. */
  static LegacyGroups of(Map<String, Tree> trees, LegacyPlaces places, Signals signals) {
    Map<String, Tree> limiting = new TreeMap<>(trees);
    Tree cpuset = limiting.remove(SHOWN_ONLY);
    Map<Path, Path> shown =
        cpuset == null ? Map.of() : Map.of(LegacyGroup.MOUNT.resolve(SHOWN_ONLY), cpuset.own());
    Map<String, Path> roots = places.settle(limiting);
    weigh(roots.get("cpu"));
    return new LegacyGroups(roots, shown, signals);
  }

  /** Once: what one group weighs does not change with the instances in it. */
  private static void weigh(@Nullable Path cpu) {
    if (cpu != null) {
      long shares = OWN_SHARES_PER_CORE * java.lang.Runtime.getRuntime().availableProcessors();
      new ControlFile(cpu).offer("cpu.shares", String.valueOf(shares));
    }
  }

  /**
   * @param roots this platform's group by controller
   * @param shown what else a sandbox must see: path inside to outside
   */
  private LegacyGroups(Map<String, Path> roots, Map<Path, Path> shown, Signals signals) {
    this.roots = roots;
    this.shown = shown;
    this.signals = signals;
  }

  @Override
  public ControlGroup create(String slice, InstanceId instance, Resources limits)
      throws IOException {
    find(slice, instance).ifPresent(this::discard);
    if (slice.equals(BUILDS)) {
      weakenBuilds();
    }
    LegacyGroup group = group(slice, instance.value());
    group.createDirectories();
    limit(group, limits);
    return group;
  }

  @Override
  public Optional<ControlGroup> find(InstanceId instance) {
    return slices().stream().flatMap(slice -> find(slice, instance).stream()).findFirst();
  }

  @Override
  public Optional<ControlGroup> find(String slice, InstanceId instance) {
    LegacyGroup group = group(slice, instance.value());
    return group.exists() ? Optional.of(group) : Optional.empty();
  }

  @Override
  public List<InstanceId> instances() {
    return roots.values().stream()
        .flatMap(root -> new ControlFile(root).children().stream())
        .flatMap(slice -> new ControlFile(slice).children().stream())
        .map(path -> new InstanceId(String.valueOf(path.getFileName())))
        .distinct()
        .toList();
  }

  @Override
  public void remove() {
    roots.values().forEach(root -> new ControlFile(root).remove());
  }

  @Override
  public List<Isolation.Layer> layers() {
    List<Isolation.Layer> layers = new ArrayList<>();
    for (String controller : List.of("cpu", "memory", "pids")) {
      boolean there = roots.containsKey(controller);
      String detail =
          there ? "cgroup v1" : "cgroup v1 has no " + controller + " controller mounted";
      layers.add(new Isolation.Layer(controller + " limit", there, detail));
    }
    return layers;
  }

  private void discard(ControlGroup group) {
    group.kill();
    group.remove();
  }

  private List<String> slices() {
    return roots.values().stream()
        .flatMap(root -> new ControlFile(root).children().stream())
        .map(path -> String.valueOf(path.getFileName()))
        .distinct()
        .toList();
  }

  private LegacyGroup group(String slice, String instance) {
    Map<String, ControlFile> parts = new TreeMap<>();
    roots.forEach(
        (controller, root) ->
            parts.put(controller, new ControlFile(root.resolve(slice).resolve(instance))));
    return new LegacyGroup(parts, shown, signals);
  }

  private void weakenBuilds() throws IOException {
    Path root = roots.get("cpu");
    if (root != null) {
      Path builds = Files.createDirectories(root.resolve(BUILDS));
      new ControlFile(builds).offer("cpu.shares", String.valueOf(SHARES_PER_CORE / 4));
    }
  }

  private static void limit(LegacyGroup group, Resources limits) throws IOException {
    ControlFile cpu = group.part("cpu");
    if (cpu != null) {
      long shares = Math.max(2, limits.cpu().millis() * SHARES_PER_CORE / 1000);
      cpu.offer("cpu.shares", String.valueOf(shares));
      cpu.offer("cpu.cfs_period_us", String.valueOf(PERIOD_MICROS));
      cpu.write("cpu.cfs_quota_us", String.valueOf(limits.cpu().millis() * PERIOD_MICROS / 1000));
    }
    ControlFile memory = group.part("memory");
    if (memory != null) {
      String bytes = String.valueOf(limits.memory().bytes());
      memory.write("memory.limit_in_bytes", bytes);
      memory.offer("memory.memsw.limit_in_bytes", bytes);
    }
    ControlFile pids = group.part("pids");
    if (pids != null) {
      pids.write("pids.max", String.valueOf(limits.processes()));
    }
  }
}
