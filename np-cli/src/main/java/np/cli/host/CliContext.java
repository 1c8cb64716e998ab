package np.cli.host;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import np.api.VersionView;
import np.spi.WorkloadExporter;

/**
 * Everything that the CLI knows of the world; made by np-dist, and by tests.
 *
 * @param env the environment of the process
 * @param cwd absolute
 * @param streams standard input, output and error
 * @param tty what is known about the terminal
 * @param clock for times relative to now
 * @param ids makes a new random id each time, for idempotency keys
 * @param version of this binary
 * @param desk how to ask, to show and to be interrupted
 * @param platform the three programs on this machine
 * @param exporters by name, for {@code np export NAME}
 * @param checks of np doctor beside the CLI's own
 */
public record CliContext(
    Map<String, String> env,
    Path cwd,
    Streams streams,
    Tty tty,
    Clock clock,
    Supplier<String> ids,
    VersionView version,
    Desk desk,
    Platform platform,
    Map<String, WorkloadExporter> exporters,
    List<Check> checks) {
  public CliContext {
    env = Map.copyOf(env);
    exporters = Map.copyOf(exporters);
    checks = List.copyOf(checks);
  }

  /**
   * The person in front of it.
   *
   * @param prompter asks
   * @param interrupts tells when they press Ctrl-C
   * @param opener shows them a page
   * @param terminal gives it to a command that runs elsewhere
   */
  public record Desk(
      Prompter prompter, Interrupts interrupts, Opener opener, TerminalControl terminal) {}
}
