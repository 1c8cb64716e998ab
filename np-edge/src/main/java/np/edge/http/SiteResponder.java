package np.edge.http;

import np.model.Route;

/** Answers requests for the files of a site. */
public interface SiteResponder {

  /**
   * Answers {@code exchange} with a file of the route's site. Called on the event loop: whatever
   * may block happens elsewhere, and comes back by {@code exchange.loop().execute}.
   */
  void respond(Exchange exchange, Route.Files route);
}
