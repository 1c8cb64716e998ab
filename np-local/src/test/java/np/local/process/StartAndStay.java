package np.local.process;

import java.nio.file.Path;
import java.util.List;

/** A node of its own for {@link OrphanTest}: starts something, says what, and stays. */
final class StartAndStay {
  private StartAndStay() {}

  /**
   * Starts it, prints pid and start time, and waits to be killed.
   *
   * @param arguments home directory, command line, directories with tools
   */
  @SuppressWarnings("SystemOut") // the test reads it
  public static void main(String[] arguments) throws Exception {
    List<Path> tools = List.of(arguments).stream().skip(2).map(Path::of).toList();
    Bench bench = new Bench(Path.of(arguments[0]), new Tools(tools));
    Running running = bench.launcher.start(bench.shell(arguments[1]).id("web-orphan").launch());
    System.out.println(running.ref().pid() + " " + running.ref().startTicks());
    Thread.sleep(Long.MAX_VALUE);
  }
}
