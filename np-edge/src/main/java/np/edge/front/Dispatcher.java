package np.edge.front;

import java.util.function.Supplier;
import np.edge.http.Exchange;
import np.edge.http.Pages;
import np.edge.http.SiteResponder;
import np.edge.limit.Refusal;
import np.edge.table.HostRoutes;
import np.edge.table.Router;
import np.edge.upstream.Forwarder;
import np.model.Route;
import org.jspecify.annotations.Nullable;

/** Finds the route of an exchange and hands it to whoever answers. */
public final class Dispatcher {
  private final Supplier<Router> router;
  private final Forwarder forwarder;
  private final SiteResponder sites;

  /** Asks {@code router} for the table in force with each request. */
  public Dispatcher(Supplier<Router> router, Forwarder forwarder, SiteResponder sites) {
    this.router = router;
    this.forwarder = forwarder;
    this.sites = sites;
  }

  void dispatch(Exchange exchange) {
    Router current = router.get();
    HostRoutes host = exchange.routes(current);
    Refusal refusal = exchange.refusal();
    if (refusal != null) {
      Pages.refuse(exchange, refusal);
      return;
    }
    if (host == null) {
      Pages.answer(exchange, 404, "no app answers for this host");
      return;
    }
    if (exchange.peer().isMisdirected(current, host)) {
      Pages.answer(exchange, 421, "this connection was made for another app");
      return;
    }
    exchange.app(host.app());
    answer(exchange, host.match(exchange.request()));
  }

  private void answer(Exchange exchange, @Nullable Route route) {
    switch (route) {
      case null -> Pages.answer(exchange, 404, "no route of this app leads to this path");
      case Route.Proxy proxy -> forwarder.forward(exchange, proxy);
      case Route.Files files -> sites.respond(exchange, files);
      case Route.Redirect redirect -> Pages.redirect(exchange, redirect.target().value());
      case Route.Closed closed -> Pages.answer(exchange, 503, closed.why());
    }
  }
}
