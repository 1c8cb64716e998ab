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

  /** What programs do with the AOT caches. */
  enum Cache {
    USE,
    MAKE
  }

  /** The one that this JVM was started from. */
  static Distribution current() {
    Path directory = Path.of(System.getProperty("np.dist", ".")).toAbsolutePath();
    Path launcher = Path.of(System.getProperty("np.launcher", "np")).toAbsolutePath();
    return new Distribution(
        directory, launcher, Path.of(System.getProperty("java.home")), Cache.USE);
  }

  /** The same, but its programs make the AOT caches when they end. */
  Distribution training() {
    return new Distribution(directory, launcher, javaHome, Cache.MAKE);
  }

  /** The command line that becomes the program. */
  List<String> command(Program program, Home home) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(cacheOption(aot().resolve(program.word() + ".aot")));
    command.addAll(commonOptions());
    command.addAll(program.options());
    command.add("-Dnp.dist=" + directory);
    command.add("-Dnp.launcher=" + launcher);
    command.addAll(List.of("-cp", jar().toString(), "np.dist.Main", "__" + program.word()));
    command.add(home.root().toString());
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

  static List<String> commonOptions() {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-Xss512k",
        "-Xshare:auto",
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED");
  }

  /**
   * The options of the CLI, as in the launcher: a cache fits only the same collector and layout.
   */
  static List<String> cliOptions() {
    return List.of(
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseCompactObjectHeaders",
        "-Xms16m",
        "-Xmx256m",
        "-Xss512k",
        "--enable-native-access=ALL-UNNAMED");
  }
}
