package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import np.local.storage.FileTree;
import np.model.Exit;
import np.model.StopPolicy;
import np.testkit.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node is killed; what it started goes on and is found again. */
class OrphanTest {
  private static final String COMMAND =
      "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; echo tick; done";
  private static final String STRANGER = "54321";

  @TempDir Path directory;

  @Test
  void inASandbox() throws Exception {
    Needs.root();
    Needs.program("bwrap", "bubblewrap");
    outlives(List.of(), List.of("/usr/bin", "/usr/sbin", "/bin"));
  }

  @Test
  void asRootWithoutASandbox() throws Exception {
    Needs.root();
    passable();
    outlives(List.of(), List.of(onlyBasicTools().toString()));
  }

  @Test
  void asAnOrdinaryUser() throws Exception {
    Needs.root();
    passable();
    new FileTree(directory).giveTo(Integer.parseInt(STRANGER));
    outlives(
        List.of("/usr/bin/setpriv", "--reuid=" + STRANGER, "--regid=" + STRANGER, "--clear-groups"),
        List.of("/usr/bin", "/usr/sbin", "/bin"));
  }

  private void outlives(List<String> as, List<String> tools) throws Exception {
    Path home = directory.resolve("np");
    Path output = home.resolve("output/web-orphan");
    Process node = node(as, home, tools);
    ProcessRef ref = ref(node);
    await().until(() -> Files.readString(output).contains("tick"));
    node.destroyForcibly().waitFor();
    long written = Files.size(output);
    await().until(() -> Files.size(output) > written + 20);

    try (Bench bench = new Bench(home, new Tools(tools.stream().map(Path::of).toList()))) {
      Launch launch = bench.shell(COMMAND).id("web-orphan").launch();
      Running adopted = bench.launcher.adopt(launch, ref).orElseThrow();
      assertThat(adopted.memory().bytes()).isPositive();
      adopted.signal(StopPolicy.Signal.SIGTERM);
      assertThat(adopted.awaitExit()).isEqualTo(new Exit.Unknown());
      assertThat(bench.output(launch)).endsWith("bye\n");
    }
  }

  /** A JVM that may be killed; its classes lie where an ordinary user may read them. */
  private Process node(List<String> as, Path home, List<String> tools) throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    List<String> path = new ArrayList<>();
    int number = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.matches(".*(classes|slf4j-api[^/]*jar|jspecify[^/]*jar|np-model[^/]*jar)/?")) {
        Path copy = classes.resolve(number++ + "-" + Path.of(entry).getFileName());
        copy(Path.of(entry), copy);
        path.add(copy.toString());
      }
    }
    List<String> line = new ArrayList<>(as);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx64m"));
    line.addAll(List.of("-cp", String.join(File.pathSeparator, path)));
    line.addAll(List.of(StartAndStay.class.getName(), home.toString(), COMMAND));
    line.addAll(tools);
    return new ProcessBuilder(line).redirectError(directory.resolve("errors").toFile()).start();
  }

  private ProcessRef ref(Process node) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
    String line = reader.readLine();
    assertThat(line).as(() -> read(directory.resolve("errors"))).isNotNull();
    List<Long> numbers = Arrays.stream(line.split(" ", -1)).map(Long::valueOf).toList();
    return new ProcessRef(numbers.get(0), numbers.get(1));
  }

  private Path onlyBasicTools() throws IOException {
    Path tools = Files.createDirectories(directory.resolve("tools"));
    for (String name : List.of("setsid", "setpriv")) {
      Files.createSymbolicLink(tools.resolve(name), Path.of("/usr/bin", name));
    }
    return tools;
  }

  private void passable() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
