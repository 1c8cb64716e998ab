package np.cli.host;

import java.util.Optional;

/**
 * How a platform is to be started.
 *
 * @param domain every app gets {@code <app>.<domain>}; empty: what it was, else localhost
 * @param database a PostgreSQL URL for the server's own state; empty: the embedded one
 * @param listen the address of the edge; empty: what it was, else loopback
 * @param foreground whether the caller stays until interrupted
 */
public record PlatformOptions(
    Optional<String> domain,
    Optional<String> database,
    Optional<String> listen,
    Foreground foreground) {
  public static final PlatformOptions DEFAULT =
      new PlatformOptions(Optional.empty(), Optional.empty(), Optional.empty(), Foreground.NO);

  /** Whether the caller stays. */
  public enum Foreground {
    NO,
    YES
  }
}
