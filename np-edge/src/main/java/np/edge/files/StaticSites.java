package np.edge.files;

import java.nio.file.Path;
import np.edge.http.Exchange;
import np.edge.http.Pages;
import np.edge.http.SiteResponder;
import np.edge.wire.Field;
import np.edge.wire.RequestHead;
import np.edge.wire.ResponseHead;
import np.model.Route;
import np.model.Site;
import np.model.Site.Fallback;
import org.jspecify.annotations.Nullable;

/**
 * Serves static sites from {@code <home>/apps/<tenant>/<app>/releases/<n>/app/<directory>}. The
 * path prefix of the route is not part of the files' names.
 *
 * <p>{@code /docs/} is {@code docs/index.html}; {@code /docs} is the file of that name, or {@code
 * docs.html}, or is sent on to {@code /docs/}. Names that start with a dot are hidden except {@code
 * .well-known}, and so is np.yaml. A path without a file gets {@code 404.html}; where the site asks
 * for it, a navigation to a path without a file extension gets {@code /index.html} instead.
 *
 * <p>What is in memory is answered at once, on the event loop, without a system call for the file:
 * a release's directory never changes. Everything else is opened and read by a few other threads.
 */
public final class StaticSites implements SiteResponder, AutoCloseable {
  private static final String ALLOWED = "GET, HEAD, OPTIONS";

  private final Disk disk;
  private final SiteLoader loader;
  private final SiteAnswers answers;

  /** Serves the artifacts below {@code home}, which is NP_HOME. */
  public StaticSites(Path home, SiteLimits limits) {
    ResourceReader reader = new ResourceReader(new SiteFolders(home), limits);
    this.disk = new Disk(limits);
    this.loader = new SiteLoader(reader, new ContentCache(limits.cacheBytes()), disk);
    this.answers = new SiteAnswers(new Bodies(reader, disk, limits.gzipStreams()));
  }

  @Override
  public void respond(Exchange exchange, Route.Files route) {
    RequestHead request = exchange.request();
    if (request.isMethod("OPTIONS")) {
      withoutBody(exchange, exchange.response().start(204).add("allow", ALLOWED));
    } else if (request.isMethod("GET") || request.isMethod("HEAD")) {
      find(exchange, route.site(), below(request.path(), route.path()));
    } else {
      withoutBody(exchange, exchange.response().start(405).add("allow", ALLOWED).length(0));
    }
  }

  /** Stops reading files; requests that need one are answered with 503 from then on. */
  @Override
  public void close() {
    disk.close();
  }

  private void find(Exchange exchange, Site site, @Nullable String raw) {
    if (raw == null) {
      slash(exchange);
      return;
    }
    SitePath path = SitePath.parse(raw);
    switch (path.kind()) {
      case MALFORMED -> Pages.answer(exchange, 400, "this path cannot be the name of a file");
      case ABSENT -> missing(exchange, site);
      case FILE, DIRECTORY ->
          loader.load(
              exchange,
              new SiteKey(site, path.text()),
              path,
              resource -> answer(exchange, site, path, resource));
    }
  }

  private void answer(Exchange exchange, Site site, SitePath path, Resource resource) {
    switch (resource) {
      case Resource.Content content -> answers.found(exchange, content);
      case Resource.SlashMissing slash -> slash(exchange);
      case Resource.Missing missing when isNavigation(exchange.request(), site, path) ->
          loader.load(
              exchange,
              new SiteKey(site, SitePath.INDEX.text()),
              SitePath.INDEX,
              index -> application(exchange, site, index));
      case Resource.Missing missing -> missing(exchange, site);
    }
  }

  private void application(Exchange exchange, Site site, Resource index) {
    if (index instanceof Resource.Content content) {
      answers.found(exchange, content);
    } else {
      missing(exchange, site);
    }
  }

  private void missing(Exchange exchange, Site site) {
    loader.load(
        exchange,
        new SiteKey(site, SitePath.NOT_FOUND.text()),
        SitePath.NOT_FOUND,
        resource -> {
          if (resource instanceof Resource.Content content) {
            answers.notFound(exchange, content);
          } else {
            Pages.answer(exchange, 404, "this site has no such page");
          }
        });
  }

  private static boolean isNavigation(RequestHead request, Site site, SitePath path) {
    if (site.fallback() != Fallback.INDEX || path.hasExtension()) {
      return false;
    }
    String accept = request.header(Field.ACCEPT);
    return accept == null || accept.contains("text/html") || accept.contains("*/*");
  }

  /** Sends the client to the same path with a slash; it cannot lead to another host. */
  private static void slash(Exchange exchange) {
    String query = exchange.request().query();
    String location = exchange.request().path() + "/" + (query == null ? "" : "?" + query);
    ResponseHead head = exchange.response().start(308).add("location", location);
    withoutBody(exchange, head.add("cache-control", CacheRule.REVALIDATE.value()).length(0));
  }

  private static void withoutBody(Exchange exchange, ResponseHead head) {
    exchange.respond(head.add("date", exchange.context().date()));
    exchange.end(null);
  }

  /** The path below the route's prefix, from its slash on; null when there is no slash. */
  private static @Nullable String below(String path, String prefix) {
    if (prefix.length() == 1) {
      return path;
    }
    return path.length() == prefix.length() ? null : path.substring(prefix.length());
  }
}
