package np.cli.host;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/**
 * The three programs on this machine. Every method may throw {@link np.model.NpException}
 * START_FAILED or another foreseen failure; interrupting the caller gives up waiting, not the
 * platform.
 */
public interface Platform {

  /**
   * Makes sure that a platform runs for this NP_HOME, starting it in the background if it does not.
   * Returns when its API answers.
   */
  Started ensureRunning(PlatformProgress progress);

  /** Starts all three in the background, or stays in the foreground if the options say so. */
  Started start(PlatformOptions options, PlatformProgress progress);

  /** Stops server, edge and node; the apps too if {@code apps} says so. */
  void stop(Apps apps, PlatformProgress progress);

  /** What runs now; never throws because something does not run. */
  PlatformStatus status();

  /**
   * Delivers log lines of the programs themselves, oldest first.
   *
   * @param query which
   * @param sink gets each line without its end
   */
  void logs(PlatformLogs query, Consumer<String> sink);

  /** Replaces the running programs by those of this binary, one after the other. */
  void upgrade(PlatformProgress progress);

  /** The systemd units that start np at boot. */
  List<UnitFile> units(PlatformOptions options);

  /** Writes and enables the units; needs root. Returns what was done, one line each. */
  List<String> installUnits(PlatformOptions options);

  /** What becomes of running apps when np stops. */
  enum Apps {
    /** They run on; np adopts them at the next start. */
    KEEP,
    /** They are stopped too, and start again with np. */
    STOP
  }

  /**
   * A platform that answers.
   *
   * @param api where
   * @param fresh whether this call started it
   * @param home its directory
   * @param edge where apps are reached: {@code http://127.0.0.1:8080}; may be empty
   * @param databases where databases are reached: {@code 127.0.0.1:5432}; may be empty
   */
  record Started(URI api, boolean fresh, String home, String edge, String databases) {}

  /**
   * A systemd unit.
   *
   * @param name for example {@code np-node.service}
   * @param text of the file
   */
  record UnitFile(String name, String text) {}
}
