package np.spi;

import java.time.Instant;
import java.util.Optional;
import np.model.AppId;
import np.model.InstanceId;
import np.model.ProcessName;
import np.model.ReleaseNumber;

/**
 * Which log lines are wanted.
 *
 * @param app of this app
 * @param process of this process type only
 * @param instance of this instance or one-off only
 * @param release of instances that were started from this release's artifact only
 * @param since not older
 * @param contains only lines with this text in them, letter by letter
 * @param limit the newest so many, 0 to 100,000
 * @param follow whether new lines are delivered until closed
 */
public record LogQuery(
    AppId app,
    Optional<ProcessName> process,
    Optional<InstanceId> instance,
    Optional<ReleaseNumber> release,
    Optional<Instant> since,
    Optional<String> contains,
    int limit,
    Follow follow) {

  /** Whether new lines are delivered too. */
  public enum Follow {
    NO,
    YES
  }
}
