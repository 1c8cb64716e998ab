package np.dist;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import np.local.storage.HomeLayout;

/** What a platform's instances have on this machine, whatever the platform itself believes. */
final class Remains {
  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

  private final HomeLayout layout;

  Remains(Path home) {
    layout = new HomeLayout(home);
  }

  /** Processes, control groups and directories, a line each. */
  Set<String> all() {
    Set<String> all = new TreeSet<>();
    processes().forEach(pid -> all.add("process of " + variable(pid, "NP_INSTANCE=")));
    groups(2).forEach(group -> all.add("group " + group));
    list(layout.instances(), path -> all.add("directory " + path));
    return all;
  }

  /** The platform's control groups and its table of the firewall. */
  Set<String> inKernel() {
    Set<String> all = new TreeSet<>();
    groups(0).forEach(group -> all.add("group " + group));
    if (nft("list", "table", "inet", "np_" + layout.hash()) == 0) {
      all.add("firewall");
    }
    return all;
  }

  /** Ends and removes everything by force. */
  void clear() {
    await()
        .atMost(TestPlatform.PATIENCE)
        .until(
            () -> {
              processes().forEach(Remains::kill);
              killDatabase();
              return processes().isEmpty();
            });
    await().atMost(TestPlatform.PATIENCE).until(this::removeGroups);
    nft("delete", "table", "inet", "np_" + layout.hash());
  }

  private boolean removeGroups() {
    for (int depth = 3; depth >= 0; depth--) {
      groups(depth).forEach(Remains::removeGroup);
    }
    return groups(0).isEmpty();
  }

  /** SIGKILL to the control database's first process; whether it ran. */
  boolean killDatabase() {
    Path file = layout.server().resolve("pg/postmaster.pid");
    try {
      long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      return ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false);
    } catch (IOException | RuntimeException itDoesNotRun) {
      return false;
    }
  }

  /** SIGKILL. */
  static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** The processes of instances. */
  List<Long> processes() {
    String mark = "NP_LAUNCH=" + layout.hash() + "-";
    return pids().stream().filter(pid -> environment(pid).contains("\0" + mark)).toList();
  }

  /** Every process of this machine. */
  static List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    list(
        Path.of("/proc"),
        path -> {
          String name = path.getFileName().toString();
          if (name.chars().allMatch(Character::isDigit)) {
            pids.add(Long.valueOf(name));
          }
        });
    return pids;
  }

  private static String variable(long pid, String start) {
    return List.of(environment(pid).split("\0", -1)).stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElse("?");
  }

  private static String environment(long pid) {
    return "\0" + procFile(pid, "environ");
  }

  /** A file of a process as it is; empty when the process is gone. */
  static String procFile(long pid, String name) {
    try {
      Path file = Path.of("/proc", Long.toString(pid), name);
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  /**
   * The groups so far below the platform's own, which version 1 has once for each controller, in
   * whatever group the programs were started in.
   */
  private List<Path> groups(int depth) {
    List<Path> level = new ArrayList<>();
    String name = "np-" + layout.hash();
    try (Stream<Path> near = Files.find(CONTROL_GROUPS, 5, (path, a) -> path.endsWith(name))) {
      near.forEach(level::add);
    } catch (IOException | UncheckedIOException changing) {
      return level;
    }
    for (int i = 0; i < depth; i++) {
      List<Path> parents = List.copyOf(level);
      level.clear();
      parents.forEach(parent -> list(parent, level::add));
      level.removeIf(path -> !Files.isDirectory(path));
    }
    return level;
  }

  private static void removeGroup(Path group) {
    try {
      if (Files.isDirectory(group)) {
        Files.delete(group);
      }
    } catch (IOException stillUsed) {
      return;
    }
  }

  private static int nft(String... arguments) {
    List<String> command = new ArrayList<>(List.of("nft"));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noFirewall) {
      return -1;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void list(Path directory, Consumer<Path> sink) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      entries.forEach(sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
