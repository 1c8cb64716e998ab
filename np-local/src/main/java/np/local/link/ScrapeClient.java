package np.local.link;

import java.nio.file.Path;
import java.time.Duration;
import np.model.ErrorCode;
import np.spi.ScrapeTarget;

/** What another program of np counts. */
public final class ScrapeClient implements ScrapeTarget {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final LinkClient link;

  /**
   * @param socket of the program
   * @param away the code of its absence
   */
  public ScrapeClient(Path socket, ErrorCode away) {
    this.link = new LinkClient(socket, away);
  }

  @Override
  public String scrape() {
    return link.call(new Call.Scrape(), Reply.Scraped.class, PATIENCE).text();
  }
}
