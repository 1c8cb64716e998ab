package np.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the figures were measured on. */
final class Machine {
  private Machine() {}

  /** Lines of Markdown. */
  static List<String> describe(Path checkout) throws IOException, InterruptedException {
    return List.of(
        "- Machine: %d × %s, %s of memory, Linux %s, %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                line("/proc/cpuinfo", "model name"),
                memory(),
                System.getProperty("os.version").replaceFirst("[.][0-9]+-.*", ""),
                line("/etc/os-release", "PRETTY_NAME").replace("\"", "")),
        "- Load average when it began: " + load() + " (other work on the machine counts in)",
        "- np: " + revision(checkout) + ", Java " + System.getProperty("java.version"),
        "- Peers: " + peers());
  }

  private static String peers() {
    return Stream.of(
            Program.version("nginx", "-v"),
            Program.version("caddy", "version").replaceFirst("^", "caddy "),
            Program.version("wrk", "-v"),
            Program.version("pgbouncer", "--version"),
            Program.version("openssl", "version"))
        .map(version -> version.replaceAll(" \\(.*| Copyright.*", "").strip())
        .collect(Collectors.joining("; "));
  }

  private static String revision(Path checkout) throws IOException, InterruptedException {
    if (!Files.exists(checkout.resolve(".git")) || Program.find("git").isEmpty()) {
      return "not from a checkout";
    }
    String git = Program.find("git").get().toString();
    return Program.run(git, "-C", "" + checkout, "rev-parse", "--short", "HEAD").strip();
  }

  private static String memory() throws IOException {
    long kilobytes = Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", ""));
    return Math.round(kilobytes / 1024.0 / 1024.0) + " GB";
  }

  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
  }

  private static String line(String file, String name) throws IOException {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceFirst("^[^:=]*[:=]", "").strip())
        .findFirst()
        .orElse("unknown");
  }
}
