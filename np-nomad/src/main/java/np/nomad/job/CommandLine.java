package np.nomad.job;

import java.util.ArrayList;
import java.util.List;
import np.model.Command;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A program and its arguments; a tenant's line goes to the shell as one argument. */
record CommandLine(String program, List<String> arguments) {

  static CommandLine of(Command command) {
    return switch (command) {
      case Command.Shell shell -> new CommandLine("/bin/sh", List.of("-c", shell.line()));
      case Command.Argv argv -> {
        List<String> rest = new ArrayList<>(argv.arguments());
        yield new CommandLine(rest.removeFirst(), List.copyOf(rest));
      }
    };
  }

  void putInto(ObjectNode node, String programKey, String argumentsKey) {
    node.put(programKey, program);
    ArrayNode array = node.putArray(argumentsKey);
    arguments.forEach(array::add);
  }
}
