package np.local.process;

import java.util.List;
import np.model.Command;

/** Turns commands into what is executed. */
final class CommandLine {
  private CommandLine() {}

  /** The arguments of a tenant's command, to be executed inside its sandbox only. */
  static List<String> of(Command command) {
    return switch (command) {
      case Command.Shell shell -> List.of("/bin/sh", "-c", shell.line());
      case Command.Argv argv -> argv.arguments();
    };
  }

  /** As one word of a shell's line (POSIX.1-2024, XCU 2.2.2). */
  static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
