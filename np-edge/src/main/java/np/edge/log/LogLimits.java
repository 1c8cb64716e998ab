package np.edge.log;

import java.time.Duration;

/**
 * How much an access log may take.
 *
 * @param fileBytes a file that would become longer is put aside
 * @param files how many there are at most, the current one included
 * @param entries that may wait in memory, a power of two; the next ones are dropped and counted
 * @param delay after which an entry is in the file at the latest
 */
public record LogLimits(long fileBytes, int files, int entries, Duration delay) {

  /** Five files of 10 MB. */
  public static LogLimits defaults() {
    return new LogLimits(10_000_000, 5, 16_384, Duration.ofMillis(200));
  }
}
