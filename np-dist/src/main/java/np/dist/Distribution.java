package np.dist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the built product lies: {@code lib/} with the jars, {@code aot/} with the caches, {@code
 * postgres/} with the binaries.
 *
 * @param directory an absolute path
 * @param launcher the {@code np} that was called, for units and advice
 * @param javaHome the JDK that runs now and will run the programs
 * @param cache whether the programs use the AOT caches or make them
 */
record Distribution(Path directory, Path launcher, Path javaHome, Cache cache) {

  /** The system property under which {@link Training} runs np. */
  private static final String MAKE_CACHES = "np.training";

  /** What programs do with the AOT caches. */
  enum Cache {
    USE,
    MAKE
  }

  /** The one that this JVM was started from. */
  static Distribution current() {
    Path directory = Path.of(System.getProperty("np.dist", ".")).toAbsolutePath();
    Path launcher = Path.of(System.getProperty("np.launcher", "np")).toAbsolutePath();
    Cache cache = System.getProperty(MAKE_CACHES, "").isEmpty() ? Cache.USE : Cache.MAKE;
    return new Distribution(directory, launcher, Path.of(System.getProperty("java.home")), cache);
  }

  /** The command line that becomes the program. */
  List<String> command(Program program, Home home) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(cacheOption(aot().resolve(program.word() + ".aot")));
    command.addAll(JavaOptions.ofPrograms());
    command.addAll(program.options());
    if (cache == Cache.MAKE) {
      command.add("-D" + MAKE_CACHES + "=true");
    }
    command.add("-Dnp.dist=" + directory);
    command.add("-Dnp.launcher=" + launcher);
    command.addAll(List.of("-cp", jar().toString(), "np.dist.Main", "__" + program.word()));
    command.add(home.root().toString());
    return command;
  }

  /** The command line of the CLI that makes its own cache and whose programs make theirs. */
  List<String> trainingCommand(Path example) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.add("-XX:AOTCacheOutput=" + aot().resolve("cli.aot"));
    command.addAll(JavaOptions.ofCli());
    command.addAll(List.of("-Dnp.dist=" + directory, "-Dnp.launcher=" + launcher));
    command.add("-D" + MAKE_CACHES + "=true");
    command.addAll(List.of("-cp", jar().toString(), "np.dist.Main", "__train-cli"));
    command.add(example.toString());
    return command;
  }

  private List<String> cacheOption(Path file) {
    return switch (cache) {
      case MAKE -> List.of("-XX:AOTCacheOutput=" + file);
      // a missing cache is slower than no option, and complains
      case USE -> Files.exists(file) ? List.of("-XX:AOTCache=" + file) : List.of();
    };
  }

  /** The caches, one for each program and one for the CLI. */
  Path aot() {
    return directory.resolve("aot");
  }

  Path jar() {
    return directory.resolve("lib/np-dist.jar");
  }

  /** The jar with the PostgreSQL binaries. */
  Path postgres() {
    return directory.resolve("postgres");
  }
}
