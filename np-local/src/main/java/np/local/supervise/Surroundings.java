package np.local.supervise;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import np.local.catalog.NodeCatalog;
import np.local.logs.LogStore;
import np.local.process.Launcher;

/**
 * What a supervisor works with.
 *
 * @param directory where it keeps its state; made when it is not there, mode 0700
 * @param launcher starts processes and finds them again
 * @param logs keeps their output
 * @param catalog is told which instances may get traffic
 * @param clock the wall clock
 * @param random for instance ids and the sealing of secrets
 */
public record Surroundings(
    Path directory,
    Launcher launcher,
    LogStore logs,
    NodeCatalog catalog,
    InstantSource clock,
    SecureRandom random) {

  Surroundings withClock(InstantSource other) {
    return new Surroundings(directory, launcher, logs, catalog, other, random);
  }
}
