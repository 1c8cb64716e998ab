package np.local.process;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environment of an instance. What the engine adds wins over what the tenant wrote, which wins
 * over the defaults.
 *
 * @param launch what is started
 * @param runtime that it uses
 * @param mark by which it is found again
 * @param places where it finds its directories
 */
record LaunchVariables(Launch launch, Runtime runtime, LaunchMark mark, Places places) {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /**
   * Directories as the instance sees them.
   *
   * @param home its HOME
   * @param temporary its TMPDIR
   * @param programs links to its runtime
   */
  record Places(Path home, Path temporary, Path programs) {}

  /** All of it; secrets are revealed here, on their way to their process. */
  Map<String, String> all() {
    Map<String, String> all = new TreeMap<>();
    all.put("HOME", places.home.toString());
    all.put("TMPDIR", places.temporary.toString());
    all.put("LANG", "C.UTF-8");
    all.put("PATH", path());
    all.putAll(runtime.variables());
    launch.task().environment().plain().forEach((name, value) -> all.put(name.value(), value));
    launch
        .task()
        .environment()
        .secrets()
        .forEach((name, secret) -> all.put(name.value(), secret.reveal()));
    all.putAll(launch.variables());
    all.put(LaunchMark.NAME, mark.value());
    return all;
  }

  private String path() {
    Stream<String> links =
        runtime.links().isEmpty() ? Stream.of() : Stream.of(places.programs.toString());
    return Stream.of(links, runtime.path().stream().map(Path::toString), Stream.of(PATH))
        .flatMap(parts -> parts)
        .collect(Collectors.joining(":"));
  }
}
