package np.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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
    Optional<Path> files = files(setting);
    Bubblewrap.View view =
        new Bubblewrap.View(
            setting.quarters(),
            launch.access(),
            launch.app().app().value(),
            setting.runtime(),
            setting.group().views(),
            files);
    Map<String, String> variables =
        new LaunchVariables(launch, setting.runtime(), setting.mark(), PLACES).all();
    List<String> command = CommandLine.of(launch.task().command());
    return new Recipe(
        bubblewrap.commandLine(view, beside),
        Path.of("/"),
        Preamble.environment(command, variables, files.map(_ -> Bubblewrap.BUILD_FILES)),
        filter.bytes());
  }

  @Override
  public boolean forks() {
    return true;
  }

  private Optional<Path> files(Setting setting) throws IOException {
    return switch (setting.launch().access()) {
      case BUILD -> buildFiles.copyTo(setting.quarters());
      case READ_ONLY -> Optional.empty();
    };
  }
}
