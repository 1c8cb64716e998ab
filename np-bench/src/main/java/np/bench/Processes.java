package np.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of one platform and what they hold in memory, as /proc tells. */
final class Processes {
  private static final Set<String> PROGRAMS = Set.of("__server", "__node", "__edge");

  private final Path home;

  Processes(Path home) {
    this.home = home;
  }

  /** Proportional set size in MB of each program; workloads are "apps", their sandboxes "bwrap". */
  Map<String, Double> megabytes() {
    Set<Long> apps = descendants(bwraps());
    Map<String, Double> sums = new TreeMap<>();
    for (ProcessHandle each : ProcessHandle.allProcesses().toList()) {
      String program = program(each.pid(), apps);
      if (!program.isEmpty()) {
        sums.merge(program, pss(each.pid()), Double::sum);
      }
    }
    return sums;
  }

  private Set<Long> bwraps() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> commandLine(pid).contains(home.toString()) && isBwrap(pid))
        .collect(Collectors.toSet());
  }

  private static Set<Long> descendants(Set<Long> roots) {
    return roots.stream()
        .map(ProcessHandle::of)
        .flatMap(found -> found.stream())
        .flatMap(ProcessHandle::descendants)
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  private String program(long pid, Set<Long> apps) {
    List<String> words = List.of(commandLine(pid).split("\0", -1));
    boolean ours = words.stream().anyMatch(word -> word.startsWith(home.toString()));
    if (ours && isBwrap(pid)) {
      return "bwrap";
    }
    if (apps.contains(pid)) {
      return isBwrap(pid) ? "bwrap" : "apps";
    }
    if ((ours && words.getFirst().endsWith("postgres")) || isBackend(pid)) {
      return "postgres";
    }
    return words.stream()
        .filter(word -> ours && PROGRAMS.contains(word))
        .map(word -> word.substring(2))
        .findFirst()
        .orElse("");
  }

  /** PostgreSQL's other processes have a title instead of a command line. */
  private boolean isBackend(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(ProcessHandle::parent)
        .filter(parent -> commandLine(parent.pid()).contains(home + "/server/pg"))
        .isPresent();
  }

  private static boolean isBwrap(long pid) {
    return read(Path.of("/proc", "" + pid, "comm")).strip().equals("bwrap");
  }

  private static String commandLine(long pid) {
    return read(Path.of("/proc", "" + pid, "cmdline"));
  }

  /** Whether it works in a directory below this one, or has it in its command line. */
  static boolean belongsBelow(long pid, String directory) {
    try {
      String works = Files.readSymbolicLink(Path.of("/proc", "" + pid, "cwd")).toString();
      return works.startsWith(directory) || commandLine(pid).contains(directory);
    } catch (IOException gone) {
      return false;
    }
  }

  static double pss(long pid) {
    return read(Path.of("/proc", "" + pid, "smaps_rollup"))
        .lines()
        .filter(line -> line.startsWith("Pss:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .sum();
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  static double sum(Map<String, Double> parts, String... programs) {
    return Stream.of(programs).mapToDouble(program -> parts.getOrDefault(program, 0.0)).sum();
  }

  static String show(Map<String, Double> parts) {
    return parts.entrySet().stream()
        .map(part -> String.format(Locale.ROOT, "%s %.0f", part.getKey(), part.getValue()))
        .collect(Collectors.joining(", "));
  }
}
