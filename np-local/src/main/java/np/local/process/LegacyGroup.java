package np.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import np.model.ByteSize;
import org.jspecify.annotations.Nullable;

/** One instance in every tree of cgroup version 1. */
final class LegacyGroup implements ControlGroup {
  /** Where programs look for it. */
  static final Path MOUNT = Path.of("/sys/fs/cgroup");

  private final Map<String, ControlFile> parts;
  private final Map<Path, Path> shown;
  private final Signals signals;

  /**
   * @param parts its directory by controller
   * @param shown what else a sandbox must see: path inside to outside
   */
  LegacyGroup(Map<String, ControlFile> parts, Map<Path, Path> shown, Signals signals) {
    this.parts = parts;
    this.shown = shown;
    this.signals = signals;
  }

  @Nullable ControlFile part(String controller) {
    return parts.get(controller);
  }

  void createDirectories() throws IOException {
    for (ControlFile part : parts.values()) {
      Files.createDirectories(part.path());
    }
  }

  boolean exists() {
    return parts.values().stream().anyMatch(part -> Files.isDirectory(part.path()));
  }

  @Override
  public void add(long pid) throws IOException {
    for (ControlFile part : parts.values()) {
      part.write("cgroup.procs", String.valueOf(pid));
    }
  }

  @Override
  public List<Path> doors() {
    return parts.values().stream().map(part -> part.path().resolve("tasks")).toList();
  }

  @Override
  public List<Long> processes() {
    TreeSet<Long> pids = new TreeSet<>();
    parts.values().forEach(part -> pids.addAll(part.processes()));
    return List.copyOf(pids);
  }

  /** No more forks first, or a fork bomb would win the race. */
  @Override
  public void kill() {
    ControlFile pids = parts.get("pids");
    if (pids != null) {
      pids.offer("pids.max", "0");
    }
    signals.killAll(this::all);
  }

  @Override
  public void clear() {
    signals.killAll(this::below);
    for (ControlFile part : parts.values()) {
      part.children().forEach(child -> new ControlFile(child).remove());
    }
  }

  @Override
  public long oomKills() {
    ControlFile memory = parts.get("memory");
    return memory == null ? 0 : memory.number("memory.oom_control", "oom_kill");
  }

  @Override
  public ByteSize memory() {
    ControlFile memory = parts.get("memory");
    if (memory == null) {
      return new ByteSize(0);
    }
    long cache = memory.number("memory.stat", "total_inactive_file");
    return new ByteSize(Math.max(0, memory.number("memory.usage_in_bytes") - cache));
  }

  @Override
  public ControlGroup child(String name) throws IOException {
    Map<String, ControlFile> children = new TreeMap<>();
    parts.forEach(
        (controller, part) -> children.put(controller, new ControlFile(part.path().resolve(name))));
    LegacyGroup child = new LegacyGroup(children, shown, signals);
    child.createDirectories();
    return child;
  }

  @Override
  public void remove() {
    parts.values().forEach(ControlFile::remove);
  }

  @Override
  public Map<Path, Path> views() {
    Map<Path, Path> views = new TreeMap<>(shown);
    parts.forEach((controller, part) -> views.put(MOUNT.resolve(controller), part.path()));
    return views;
  }

  private List<Long> all() {
    TreeSet<Long> pids = new TreeSet<>(processes());
    pids.addAll(below());
    return List.copyOf(pids);
  }

  private List<Long> below() {
    TreeSet<Long> pids = new TreeSet<>();
    for (ControlFile part : parts.values()) {
      part.children().forEach(child -> pids.addAll(new ControlFile(child).processes()));
    }
    return List.copyOf(pids);
  }
}
