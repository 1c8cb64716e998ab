package np.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** In a sandbox that bubblewrap builds. */
final class SandboxStyle implements Style {
  private static final Path HOME = Path.of(Bubblewrap.home());

  private static final LaunchVariables.Places PLACES =
      new LaunchVariables.Places(HOME, Path.of("/tmp"), Path.of("/np/bin"));

  private final Bubblewrap bubblewrap;
  private final SeccompFilter filter;
  private final BuildFiles buildFiles;

  SandboxStyle(Bubblewrap bubblewrap, SeccompFilter filter, BuildFiles buildFiles) {
    this.bubblewrap = bubblewrap;
    this.filter = filter;
    this.buildFiles = buildFiles;
  }

  @Override
  public Recipe recipe(Setting setting, OptionalLong beside) throws IOException {
    Launch launch = setting.launch();
    Bubblewrap.View view =
        new Bubblewrap.View(
            setting.quarters(),
            launch.access(),
            launch.app().app().value(),
            setting.runtime(),
            setting.group().views(),
            files(setting));
    Map<String, String> variables =
        new LaunchVariables(launch, setting.runtime(), setting.mark(), PLACES).all();
    List<String> command = CommandLine.of(launch.task().command());
    return new Recipe(
        bubblewrap.commandLine(view, beside),
        Path.of("/"),
        Preamble.environment(command, variables),
        filter.bytes());
  }

  @Override
  public boolean forks() {
    return true;
  }

  private Map<Path, Path> files(Setting setting) throws IOException {
    Map<Path, Path> files = new TreeMap<>();
    if (setting.launch().access() == Launch.Access.BUILD) {
      buildFiles
          .copyTo(setting.quarters())
          .forEach((inside, copy) -> files.put(HOME.resolve(inside), copy));
    }
    return files;
  }
}
