package np.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the cgroup file systems of this machine are, read from proc(5) mountinfo and cgroup.
 *
 * @param legacy version 1: a tree by controller
 * @param unified version 2: the mount point, if it offers the memory controller
 */
record ControlGroupMounts(Map<String, Tree> legacy, Optional<Path> unified) {
  private static final List<String> CONTROLLERS =
      List.of("cpu", "cpuacct", "cpuset", "memory", "pids");

  /**
   * One tree of version 1.
   *
   * @param top the uppermost group that can be seen
   * @param own the group that np was started in
   */
  record Tree(Path top, Path own) {}

  static ControlGroupMounts read(ProcFs proc) {
    String own = proc.read("self/cgroup").orElse("");
    Map<String, Tree> legacy = new TreeMap<>();
    Optional<Path> unified = Optional.empty();
    for (String line : proc.read("self/mountinfo").orElse("").split("\n", -1)) {
      Optional<Mount> mount = Mount.parse(line);
      if (mount.isEmpty()) {
        continue;
      }
      if (mount.get().type.equals("cgroup2")) {
        unified = unified.or(() -> mount.map(Mount::point)).filter(ControlGroupMounts::limits);
      } else {
        mount.get().addTo(legacy, own);
      }
    }
    return new ControlGroupMounts(legacy, unified);
  }

  private static boolean limits(Path mount) {
    return new ControlFile(mount).offers("memory");
  }

  /** A mounted cgroup file system: what of its tree, where, and with which controllers. */
  private record Mount(String type, String root, Path point, List<String> options) {

    /** {@code 36 35 98:0 /root /point rw,x - type source options}. */
    static Optional<Mount> parse(String line) {
      String[] halves = line.split(" - ", 2);
      if (halves.length < 2) {
        return Optional.empty();
      }
      String[] left = halves[0].split(" ", -1);
      String[] right = halves[1].split(" ", -1);
      if (left.length < 5 || right.length < 3 || !right[0].startsWith("cgroup")) {
        return Optional.empty();
      }
      List<String> options = Arrays.asList(right[2].split(",", -1));
      return Optional.of(new Mount(right[0], left[3], Path.of(left[4]), options));
    }

    void addTo(Map<String, Tree> legacy, String own) {
      for (String controller : CONTROLLERS) {
        if (options.contains(controller)) {
          legacy.putIfAbsent(controller, new Tree(point, ownDirectory(controller, own)));
        }
      }
    }

    /** np's own group if it is visible here; it may not be inside a container. */
    private Path ownDirectory(String controller, String own) {
      return own.lines()
          .map(line -> line.split(":", 3))
          .filter(parts -> parts.length == 3)
          .filter(parts -> Arrays.asList(parts[1].split(",", -1)).contains(controller))
          .map(parts -> Path.of(root).relativize(Path.of(parts[2])))
          .filter(relative -> !relative.startsWith(".."))
          .map(relative -> point.resolve(relative).normalize())
          .filter(Files::isDirectory)
          .findFirst()
          .orElse(point);
    }
  }
}
