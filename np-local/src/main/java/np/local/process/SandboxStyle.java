package np.local.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
  private final Path filterFile;
  private boolean filterWritten;

  /**
   * @param filterFile where the filter is written for processes that need their standard input
   */
  SandboxStyle(
      Bubblewrap bubblewrap, SeccompFilter filter, BuildFiles buildFiles, Path filterFile) {
    this.bubblewrap = bubblewrap;
    this.filter = filter;
    this.buildFiles = buildFiles;
    this.filterFile = filterFile;
  }

  @Override
  public Recipe recipe(Setting setting, OptionalLong beside) throws IOException {
    Optional<Path> files = files(setting);
    List<String> line = bubblewrap.commandLine(view(setting, files), beside);
    return recipe(setting, line, files);
  }

  @Override
  public Recipe attachedRecipe(Setting setting, OptionalLong beside) throws IOException {
    Optional<Path> files = files(setting);
    writeFilter();
    List<String> line = bubblewrap.attachedLine(view(setting, files), beside, filterFile);
    return recipe(setting, line, files);
  }

  /** Once in the life of a node, and whole: sandboxes may be reading it. */
  private synchronized void writeFilter() throws IOException {
    if (!filterWritten) {
      Path fresh = filterFile.resolveSibling(filterFile.getFileName() + ".new");
      ByteBuffer filterBytes = filter.bytes();
      byte[] bytes = new byte[filterBytes.remaining()];
      filterBytes.get(bytes);
      Files.write(fresh, bytes);
      Files.move(fresh, filterFile, StandardCopyOption.ATOMIC_MOVE);
      filterWritten = true;
    }
  }

  private static Bubblewrap.View view(Setting setting, Optional<Path> files) {
    return new Bubblewrap.View(
        setting.quarters(),
        setting.launch().access(),
        setting.launch().app().app().value(),
        setting.runtime(),
        setting.group().views(),
        files);
  }

  private Recipe recipe(Setting setting, List<String> line, Optional<Path> files) {
    Launch launch = setting.launch();
    Map<String, String> variables =
        new LaunchVariables(launch, setting.runtime(), setting.mark(), PLACES).all();
    List<String> command = CommandLine.of(launch.task().command());
    return new Recipe(
        line,
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
