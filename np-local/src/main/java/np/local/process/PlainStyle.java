package np.local.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** As they are, in a session of their own; as root under the app's own user id. */
final class PlainStyle implements Style {
  private final Path setsid;
  private final Optional<Path> setpriv;
  private final BuildFiles buildFiles;

  /**
   * @param setpriv where np is root
   */
  PlainStyle(Path setsid, Optional<Path> setpriv, BuildFiles buildFiles) {
    this.setsid = setsid;
    this.setpriv = setpriv;
    this.buildFiles = buildFiles;
  }

  @Override
  public Recipe recipe(Setting setting, OptionalLong beside) throws IOException {
    return recipe(setting, Preamble.heldArguments());
  }

  @Override
  public Recipe attachedRecipe(Setting setting, OptionalLong beside) throws IOException {
    return recipe(setting, Preamble.attachedArguments());
  }

  private Recipe recipe(Setting setting, List<String> preamble) throws IOException {
    Quarters quarters = setting.quarters();
    Optional<Path> files =
        switch (setting.launch().access()) {
          case BUILD -> buildFiles.copyTo(quarters);
          case READ_ONLY -> Optional.empty();
        };
    List<String> line = new ArrayList<>(List.of(setsid.toString()));
    if (setpriv.isPresent() && quarters.owner().isPresent()) {
      line.addAll(Bubblewrap.dropRights(setpriv.get(), quarters.owner().getAsInt()));
    }
    line.addAll(preamble);
    line.add("sh");
    List<String> command = CommandLine.of(setting.launch().task().command());
    return new Recipe(
        line, quarters.artifact(), Preamble.environment(command, variables(setting), files), go());
  }

  @Override
  public boolean forks() {
    return false;
  }

  private static ByteBuffer go() {
    return StandardCharsets.US_ASCII.encode("go\n");
  }

  private static Map<String, String> variables(Setting setting) {
    Quarters quarters = setting.quarters();
    LaunchVariables.Places places =
        new LaunchVariables.Places(quarters.home(), quarters.temporary(), quarters.programs());
    return new LaunchVariables(setting.launch(), setting.runtime(), setting.mark(), places).all();
  }
}
