package np.cli.host;

import java.util.Optional;

/**
 * Which lines of np's own programs are wanted.
 *
 * @param program server, node, edge or postgres; empty: all
 * @param lines the newest so many
 * @param follow whether new ones are delivered until interrupted
 */
public record PlatformLogs(Optional<String> program, int lines, Follow follow) {

  /** Whether new lines are delivered too. */
  public enum Follow {
    NO,
    YES
  }
}
