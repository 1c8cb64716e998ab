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
  private final Map<String, ControlFile> parts;
  private final Signals signals;

  /**
   * @param parts its directory by controller
   */
  LegacyGroup(Map<String, ControlFile> parts, Signals signals) {
    this.parts = parts;
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
    LegacyGroup child = new LegacyGroup(children, signals);
    child.createDirectories();
    return child;
  }

  @Override
  public void remove() {
    parts.values().forEach(ControlFile::remove);
  }

  @Override
  public Map<Path, Path> views() {
    Map<Path, Path> views = new TreeMap<>();
    parts.forEach(
        (controller, part) -> views.put(Path.of("/sys/fs/cgroup", controller), part.path()));
    return views;
  }

  private List<Long> all() {
    TreeSet<Long> pids = new TreeSet<>(processes());
    for (ControlFile part : parts.values()) {
      part.children().forEach(child -> pids.addAll(new ControlFile(child).processes()));
    }
    return List.copyOf(pids);
  }
}
