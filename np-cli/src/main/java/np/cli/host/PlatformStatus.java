package np.cli.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The programs of a platform as they are seen now.
 *
 * @param home its directory
 * @param api where the API answers; empty when it does not run
 * @param edge where apps are reached; empty when it does not run
 * @param databases where databases are reached; empty when it does not run
 * @param domain apps are {@code <app>.<domain>}
 * @param programs server, node, edge, postgres
 */
public record PlatformStatus(
    String home, String api, String edge, String databases, String domain, List<Program> programs) {
  public PlatformStatus {
    programs = List.copyOf(programs);
  }

  /**
   * One program.
   *
   * @param name server, node, edge or postgres
   * @param state running, starting or stopped
   * @param pid 0 when it does not run
   * @param since when it was started; empty when it does not run
   * @param version that runs, which may be another than this one's; may be empty
   * @param why one line, empty only when it runs with this version
   */
  public record Program(
      String name, String state, long pid, Optional<Instant> since, String version, String why) {}
}
