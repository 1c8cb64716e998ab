package np.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects arguments of bubblewrap that put a file system together. Directories that lead to a
 * mount are made explicitly: by itself bubblewrap makes them for root only.
 */
final class Mounts {
  private final List<String> arguments = new ArrayList<>();
  private final Set<Path> directories = new HashSet<>();

  /** Shows a file or directory read-only. */
  void readOnly(Path outside, Path inside) {
    lead(inside);
    arguments.addAll(List.of("--ro-bind", outside.toString(), inside.toString()));
  }

  /** The same, or nothing when it has gone. */
  void readOnlyIfThere(Path outside, Path inside) {
    lead(inside);
    arguments.addAll(List.of("--ro-bind-try", outside.toString(), inside.toString()));
  }

  /** Shows a file or directory as it is. */
  void writable(Path outside, Path inside) {
    lead(inside);
    arguments.addAll(List.of("--bind", outside.toString(), inside.toString()));
  }

  void link(String target, Path inside) {
    lead(inside);
    arguments.addAll(List.of("--symlink", target, inside.toString()));
  }

  /** Processes, a minimal /dev and shared memory. */
  void kernelFiles() {
    arguments.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    arguments.addAll(List.of("--perms", "1777", "--tmpfs", "/dev/shm"));
  }

  /** A minimal /dev alone. */
  void devices() {
    arguments.addAll(List.of("--dev", "/dev"));
  }

  List<String> arguments() {
    return List.copyOf(arguments);
  }

  /** What lies inside an earlier mount is there already and stays as it is. */
  private void lead(Path inside) {
    List<Path> parents = new ArrayList<>();
    for (Path each = inside.getParent(); each != null; each = each.getParent()) {
      parents.addFirst(each);
    }
    for (Path parent : parents) {
      if (parent.getNameCount() > 0 && directories.add(parent)) {
        arguments.addAll(List.of("--dir", parent.toString()));
      }
    }
  }
}
