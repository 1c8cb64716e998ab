package np.dist;

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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

  /** Ends and removes everything by force. */
  void clear() {
    processes().forEach(Remains::kill);
    killDatabase();
    List<Path> groups = new ArrayList<>();
    for (int depth = 2; depth >= 0; depth--) {
      groups.addAll(groups(depth));
    }
    groups.forEach(group -> list(group, Remains::removeGroup));
    groups.forEach(Remains::removeGroup);
    removeFirewall();
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

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  private List<Long> processes() {
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

  /** The groups so far below the platform's own; version 1 has them once in each controller. */
  private List<Path> groups(int depth) {
    List<Path> level = new ArrayList<>();
    String name = "np-" + layout.hash();
    list(CONTROL_GROUPS, controller -> level.add(controller.resolve(name)));
    level.add(CONTROL_GROUPS.resolve(name));
    level.removeIf(path -> !Files.isDirectory(path));
    List<Path> result = level;
    for (int i = 0; i < depth; i++) {
      List<Path> next = new ArrayList<>();
      result.forEach(parent -> list(parent, next::add));
      next.removeIf(path -> !Files.isDirectory(path));
      result = next;
    }
    return result;
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

  private void removeFirewall() {
    try {
      new ProcessBuilder("nft", "delete", "table", "inet", "np_" + layout.hash())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(10, TimeUnit.SECONDS);
    } catch (IOException noFirewall) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
