package np.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import np.model.ByteSize;

/** One instance in the tree of cgroup version 2. */
final class UnifiedGroup implements ControlGroup {
  private final ControlFile group;
  private final Signals signals;

  UnifiedGroup(ControlFile group, Signals signals) {
    this.group = group;
    this.signals = signals;
  }

  @Override
  public void add(long pid) throws IOException {
    group.write("cgroup.procs", String.valueOf(pid));
  }

  @Override
  public List<Path> doors() {
    return List.of(group.path().resolve("cgroup.procs"));
  }

  @Override
  public List<Long> processes() {
    return group.processes();
  }

  /** cgroup.kill came with Linux 5.14; what it leaves, or all of it, is ended one by one. */
  @Override
  public void kill() {
    group.offer("cgroup.kill", "1");
    signals.killAll(this::all);
  }

  @Override
  public void clear() {
    for (Path child : group.children()) {
      UnifiedGroup part = new UnifiedGroup(new ControlFile(child), signals);
      part.kill();
      part.remove();
    }
  }

  @Override
  public long oomKills() {
    return group.number("memory.events", "oom_kill");
  }

  @Override
  public ByteSize memory() {
    long cache = group.number("memory.stat", "inactive_file");
    return new ByteSize(Math.max(0, group.number("memory.current") - cache));
  }

  @Override
  public ControlGroup child(String name) throws IOException {
    Path child = Files.createDirectories(group.path().resolve(name));
    return new UnifiedGroup(new ControlFile(child), signals);
  }

  @Override
  public void remove() {
    group.remove();
  }

  @Override
  public Map<Path, Path> views() {
    return Map.of(Path.of("/sys/fs/cgroup"), group.path());
  }

  private List<Long> all() {
    List<Long> pids = new ArrayList<>(group.processes());
    group.children().forEach(child -> pids.addAll(new ControlFile(child).processes()));
    return pids;
  }
}
