package np.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** Finds the language runtimes that are installed on this machine. */
final class Runtimes {
  private static final Pattern NAME = Pattern.compile("([a-z]+)(?:-([0-9]+(?:\\.[0-9]+)*))?");
  private static final Path USR = Path.of("/usr");

  private final JavaHomes java;
  private final ProgramVersions programs;

  Runtimes(JavaHomes java, ProgramVersions programs) {
    this.java = java;
    this.programs = programs;
  }

  /**
   * The runtime by name: {@code java-25}, {@code node}, {@code python-3.11}, {@code php-8.2}.
   *
   * @throws NpException.Unavailable NO_RUNTIME, which names what there is instead
   */
  Runtime resolve(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw unknown(name);
    }
    String version = Optional.ofNullable(matcher.group(2)).orElse("");
    return switch (matcher.group(1)) {
      case "java" -> java(name, version);
      case "node" -> program(name, version, new Kind("node", "nodejs", List.of("node")));
      case "python" ->
          program(name, version, new Kind("python3", "python3", List.of("python", "python3")));
      case "php" -> program(name, version, new Kind("php", "php-cli", List.of("php")));
      default -> throw unknown(name);
    };
  }

  private Runtime java(String name, String version) {
    List<JavaHomes.JavaHome> homes = java.installed();
    JavaHomes.JavaHome home =
        homes.stream()
            .filter(each -> version.isEmpty() || isOrIsWithin(each.version(), version))
            .max(
                Comparator.comparingInt(JavaHomes.JavaHome::feature)
                    .thenComparing(JavaHomes.JavaHome::compiler))
            .orElseThrow(
                () ->
                    missing(
                        name,
                        homes.stream().map(each -> "java-" + each.feature()),
                        "openjdk-" + (version.isEmpty() ? "25" : version) + "-jdk-headless"));
    List<Path> outside = home.path().startsWith(USR) ? List.of() : List.of(home.path());
    return new Runtime(
        List.of(home.path().resolve("bin")),
        Map.of("JAVA_HOME", home.path().toString()),
        Map.of(),
        outside);
  }

  private Runtime program(String name, String version, Kind kind) {
    Map<Path, String> found = programs.installed(kind.program, version);
    Path program =
        found.entrySet().stream()
            .filter(entry -> version.isEmpty() || isOrIsWithin(entry.getValue(), version))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(
                () ->
                    missing(
                        name,
                        found.values().stream()
                            .map(each -> name.replaceAll("-.*", "") + "-" + each),
                        kind.debianPackage));
    Path real = real(program);
    Map<String, Path> links =
        kind.names.stream().collect(Collectors.toMap(each -> each, each -> program));
    Path directory = real.getParent();
    boolean outside = directory != null && !real.startsWith(USR);
    return new Runtime(List.of(), Map.of(), links, outside ? List.of(directory) : List.of());
  }

  private static Path real(Path program) {
    try {
      return program.toRealPath();
    } catch (IOException e) {
      return program;
    }
  }

  /** {@code 20.11.1} is within {@code 20}; {@code 3.11.2} is not within {@code 3.1}. */
  private static boolean isOrIsWithin(String version, String wanted) {
    return version.equals(wanted) || version.startsWith(wanted + ".");
  }

  private static NpException missing(String name, Stream<String> installed, String debianPackage) {
    String there = installed.distinct().sorted().collect(Collectors.joining(", "));
    return new NpException.Unavailable(
        ErrorCode.NO_RUNTIME,
        "the runtime "
            + name
            + " is not installed (installed: "
            + (there.isEmpty() ? "none" : there)
            + ")",
        "install it: apt-get install " + debianPackage + "; or choose another in np.yaml");
  }

  private static NpException unknown(String name) {
    return new NpException.Unavailable(
        ErrorCode.NO_RUNTIME,
        "\"" + Printable.escape(name) + "\" is not a runtime that np knows",
        "use java-25, node-20, python-3.11, php-8.2 or leave the key out");
  }

  /** A runtime that is one program: how it is called, packaged, and named on the PATH. */
  private record Kind(String program, String debianPackage, List<String> names) {}
}
