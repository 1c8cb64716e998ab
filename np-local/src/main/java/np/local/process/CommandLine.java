package np.local.process;

import java.util.List;
import np.model.Command;

/** Turns a tenant's command into arguments, to be executed inside its sandbox only. */
final class CommandLine {
  private CommandLine() {}

  static List<String> of(Command command) {
    return switch (command) {
      case Command.Shell shell -> List.of("/bin/sh", "-c", shell.line());
      case Command.Argv argv -> argv.arguments();
    };
  }
}
