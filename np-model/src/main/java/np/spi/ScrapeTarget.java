package np.spi;

/**
 * A program that tells what it counts. May throw {@link np.model.NpException.Unavailable} when it
 * cannot be reached.
 */
public interface ScrapeTarget {

  /** Everything that it counts, as Prometheus text (exposition format 0.0.4); answers at once. */
  String scrape();
}
