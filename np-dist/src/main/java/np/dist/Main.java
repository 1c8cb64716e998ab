package np.dist;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where every program of np begins. A first argument with two underscores names a program that np
 * starts itself; everything else was typed by a person.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    String first = args.length == 0 ? "" : args[0];
    int exit =
        switch (first) {
          case "__node" -> ProgramRun.of(Program.NODE, home(args), NodeProgram::start);
          case "__edge" -> ProgramRun.of(Program.EDGE, home(args), EdgeProgram::start);
          case "__server" -> ProgramRun.of(Program.SERVER, home(args), ServerProgram::start);
          case "__train" -> Training.run(Path.of(args[1]));
          case "__train-cli" -> Training.cli(rest(args));
          default -> CliProgram.run(args);
        };
    System.exit(exit);
  }

  private static Home home(String[] args) {
    return new Home(Path.of(args[1]));
  }

  private static String[] rest(String[] args) {
    return Arrays.copyOfRange(args, 1, args.length);
  }
}
