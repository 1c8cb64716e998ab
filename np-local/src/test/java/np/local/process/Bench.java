package np.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import np.local.logs.LogStore;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.model.AppId;
import np.model.AppName;
import np.model.Artifact;
import np.model.Command;
import np.model.Digest;
import np.model.EnvName;
import np.model.Environment;
import np.model.Exit;
import np.model.InstanceId;
import np.model.LogLine;
import np.model.ReleaseNumber;
import np.model.Resources;
import np.model.Secret;
import np.model.Task;
import np.model.TenantName;
import np.spi.LogQuery;
import np.spi.LogSubscription;

/** A platform in a directory of its own, with an app to start; closing it leaves nothing behind. */
final class Bench implements AutoCloseable {
  static final AppId APP = new AppId(new TenantName("acme"), new AppName("shop"));

  final HomeLayout layout;
  final LaunchPlatform platform;
  final ProcessLauncher launcher;
  private final Path output;

  Bench(Path home, Tools tools) throws IOException {
    layout = new HomeLayout(home);
    output = Files.createDirectories(home.resolve("output"));
    Files.createDirectories(artifact(APP));
    platform = LaunchPlatform.of(layout, 7070, tools);
    launcher = newLauncher();
  }

  /** As np node after a restart: knows nothing of what runs. */
  ProcessLauncher newLauncher() {
    return new ProcessLauncher(layout, new Outputs(output), platform);
  }

  Path artifact(AppId app) {
    return layout.artifact(new Artifact(app, new ReleaseNumber(1), Digest.of("")));
  }

  Shape shell(String line) {
    return new Shape(line);
  }

  String output(Launch launch) throws IOException {
    return Files.readString(output.resolve(launch.id().value()));
  }

  /** Runs it to its end; what it wrote. */
  String run(Launch launch) throws Exception {
    launcher.start(launch).awaitExit();
    return output(launch);
  }

  Exit exit(Launch launch) throws InterruptedException {
    return launcher.start(launch).awaitExit();
  }

  @Override
  public void close() throws IOException {
    newLauncher().sweep(Set.of());
    platform.dismantle();
    new FileTree(layout.home()).delete();
  }

  /** What to launch, changed step by step. */
  static final class Shape {
    private final Command command;
    private final Map<String, String> variables = new TreeMap<>();
    private final Map<EnvName, String> plain = new TreeMap<>();
    private final Map<EnvName, Secret> secrets = new TreeMap<>();
    private String id = "web-" + Long.toHexString(System.nanoTime());
    private AppId app = APP;
    private Optional<String> runtime = Optional.empty();
    private Resources resources = Resources.DEFAULT;
    private Launch.Access access = Launch.Access.READ_ONLY;

    private Shape(String line) {
      command = new Command.Shell(line);
    }

    Shape id(String wanted) {
      id = wanted;
      return this;
    }

    Shape app(String tenant, String name) {
      app = new AppId(new TenantName(tenant), new AppName(name));
      return this;
    }

    Shape variable(String name, String value) {
      variables.put(name, value);
      return this;
    }

    Shape plain(String name, String value) {
      plain.put(new EnvName(name), value);
      return this;
    }

    Shape secret(String name, String value) {
      secrets.put(new EnvName(name), new Secret(value));
      return this;
    }

    Shape runtime(String name) {
      runtime = Optional.of(name);
      return this;
    }

    Shape resources(Resources wanted) {
      resources = wanted;
      return this;
    }

    Shape build() {
      access = Launch.Access.BUILD;
      return this;
    }

    Launch launch() {
      Artifact artifact = new Artifact(app, new ReleaseNumber(1), Digest.of(""));
      Task task = new Task(artifact, command, runtime, new Environment(plain, secrets), resources);
      return new Launch(new InstanceId(id), app, "web.1", task, variables, access);
    }
  }

  /** One file per instance, nothing more. */
  private record Outputs(Path directory) implements LogStore {
    @Override
    public Path file(AppId app, String source, InstanceId instance) {
      return directory.resolve(instance.value());
    }

    @Override
    public LogSubscription query(LogQuery query, Consumer<LogLine> sink) {
      throw new UnsupportedOperationException("not needed here");
    }

    @Override
    public List<String> lastLines(AppId app, InstanceId instance, int count) {
      try {
        return Files.readAllLines(directory.resolve(instance.value()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void forget(AppId app) {
      throw new UnsupportedOperationException("not needed here");
    }
  }
}
