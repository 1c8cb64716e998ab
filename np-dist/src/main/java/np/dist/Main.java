package np.dist;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import np.dist.ProgramContext.Entry;
import np.dist.ProgramContext.Keeper;

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
          case "__node" ->
              ProgramRun.of(
                  Program.NODE, context(args), (context, seat) -> NodeProgram.start(context));
          case "__edge" -> ProgramRun.of(Program.EDGE, context(args), EdgeProgram::start);
          case "__server" ->
              ProgramRun.of(
                  Program.SERVER, context(args), (context, seat) -> ServerProgram.start(context));
          case SystemdUnits.RELOAD -> SystemdUnits.reload(context(args));
          case "__train" -> Training.run(Path.of(args[1]));
          case "__train-cli" -> Training.cli(rest(args));
          default -> CliProgram.run(args);
        };
    end(first, exit);
  }

  /**
   * {@link System#exit} looks for a logger of its own in every jar on the class path, 50 ms. The
   * commands that a person types end without, unless Ctrl-C has begun to end them.
   */
  private static void end(String first, int exit) {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread("end"));
      if (!first.startsWith("__")) {
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(exit);
      }
    } catch (IllegalStateException interrupted) {
      // the hooks that have begun run to their end
    }
    System.exit(exit);
  }

  /** The arguments of a program: its home, then flags. */
  private static ProgramContext context(String... args) {
    List<String> flags = List.of(args).subList(2, args.length);
    return new ProgramContext(
        new Home(Path.of(args[1])),
        Distribution.current(),
        flags.contains(SystemdUnits.UNIT) ? Keeper.SYSTEMD : Keeper.NP,
        flags.contains(ProgramStarter.SUCCESSOR) ? Entry.SUCCESSOR : Entry.FREE);
  }

  private static String[] rest(String[] args) {
    return Arrays.copyOfRange(args, 1, args.length);
  }
}
