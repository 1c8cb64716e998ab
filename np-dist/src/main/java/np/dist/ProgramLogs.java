package np.dist;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import np.cli.host.PlatformLogs;

/** What np's own programs and its PostgreSQL have written. */
final class ProgramLogs {
  private final Map<String, Path> files = new LinkedHashMap<>();

  ProgramLogs(Home home) {
    for (Program program : Program.values()) {
      files.put(program.word(), home.log(program));
    }
    files.put("postgres", ControlDatabase.log(home));
  }

  /** Shows them; where there are several, each line says whose it is. */
  void show(PlatformLogs query, Consumer<String> sink) {
    Map<String, Path> chosen = new LinkedHashMap<>(files);
    query.program().ifPresent(program -> chosen.keySet().removeIf(name -> !name.equals(program)));
    Map<Path, Consumer<String>> sinks = new LinkedHashMap<>();
    chosen.forEach((name, file) -> sinks.put(file, chosen.size() == 1 ? sink : named(name, sink)));
    sinks.forEach((file, each) -> LogTail.last(file, query.lines()).forEach(each));
    if (query.follow() == PlatformLogs.Follow.YES) {
      try {
        LogTail.follow(sinks);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Consumer<String> named(String name, Consumer<String> sink) {
    String prefix = String.format(Locale.ROOT, "%-8s  ", name);
    return line -> sink.accept(prefix + line);
  }
}
