package np.local.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How processes are started on this machine: in a sandbox, or as they are. */
interface Style {

  /**
   * What to execute.
   *
   * @param beside a process inside the sandbox to join; empty for a new sandbox
   */
  Recipe recipe(Setting setting, OptionalLong beside) throws IOException;

  /** The same for a process whose standard streams stay in np's hands: {@link Connector}. */
  Recipe attachedRecipe(Setting setting, OptionalLong beside) throws IOException;

  /** Whether the process that is started forks before it reads its release. */
  boolean forks();

  /**
   * Where and with what a process is started.
   *
   * @param launch what
   * @param runtime that it uses
   * @param quarters its directories
   * @param group its control group
   * @param mark by which it is found again
   */
  record Setting(
      Launch launch, Runtime runtime, Quarters quarters, ControlGroup group, LaunchMark mark) {}

  /**
   * A command line that holds itself back until it has read {@code release} from standard input.
   *
   * @param commandLine absolute programs
   * @param directory to start in
   * @param environment of the command line: the tenant's, wrapped up by {@link Preamble}
   * @param release what to write, to the end
   */
  record Recipe(
      List<String> commandLine,
      Path directory,
      Map<String, String> environment,
      ByteBuffer release) {}
}
