package np.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A language runtime as an instance finds it.
 *
 * @param path directories that come first on its PATH
 * @param variables such as JAVA_HOME
 * @param links programs to be found under another name first: {@code python} for python3.11
 * @param directories outside /usr that a sandbox must show
 */
record Runtime(
    List<Path> path,
    Map<String, String> variables,
    Map<String, Path> links,
    List<Path> directories) {
  /** Whatever is on the PATH. */
  static final Runtime SYSTEM = new Runtime(List.of(), Map.of(), Map.of(), List.of());

  Runtime {
    path = List.copyOf(path);
    variables = Map.copyOf(variables);
    links = Map.copyOf(links);
    directories = List.copyOf(directories);
  }
}
