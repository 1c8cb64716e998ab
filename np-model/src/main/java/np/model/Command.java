package np.model;

import java.util.List;

/** What a process runs, always inside its sandbox. */
public sealed interface Command {
  /** As it is shown to people. */
  String display();

  /**
   * A line that a tenant wrote; it goes to {@code /bin/sh -c} as one argument.
   *
   * @param line not blank
   */
  record Shell(String line) implements Command {
    @Override
    public String display() {
      return line;
    }
  }

  /**
   * A program and its arguments, no shell.
   *
   * @param arguments at least the program
   */
  record Argv(List<String> arguments) implements Command {
    public Argv {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String display() {
      return String.join(" ", arguments);
    }
  }
}
