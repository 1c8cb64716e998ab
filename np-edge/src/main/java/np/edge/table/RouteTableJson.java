package np.edge.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import np.model.AppId;
import np.model.AppName;
import np.model.Artifact;
import np.model.Digest;
import np.model.ErrorCode;
import np.model.Hostname;
import np.model.NpException;
import np.model.ReleaseNumber;
import np.model.Route;
import np.model.RouteTable;
import np.model.Site;
import np.model.TenantName;
import np.model.WorkloadId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A route table as JSON, for the file of the edge. */
final class RouteTableJson {
  private RouteTableJson() {}

  static JsonNode write(RouteTable table) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    content.put("generation", table.generation());
    ArrayNode routes = content.putArray("routes");
    table.routes().forEach(route -> routes.add(write(route)));
    return content;
  }

  private static ObjectNode write(Route route) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("host", route.host().value()).put("path", route.path());
    node.put("app", route.app().toString());
    switch (route) {
      case Route.Proxy proxy ->
          node.put("kind", "proxy")
              .put("workload", proxy.workload().toString())
              .put("prefix", lower(proxy.strip()));
      case Route.Files files -> writeSite(node.put("kind", "files"), files.site());
      case Route.Redirect redirect ->
          node.put("kind", "redirect").put("target", redirect.target().value());
      case Route.Closed closed -> node.put("kind", "closed").put("why", closed.why());
    }
    return node;
  }

  private static void writeSite(ObjectNode node, Site site) {
    node.put("artifactApp", site.artifact().app().toString())
        .put("builtBy", site.artifact().builtBy().value())
        .put("digest", site.artifact().digest().hex())
        .put("directory", site.directory())
        .put("fallback", lower(site.fallback()));
  }

  static RouteTable read(JsonNode content) {
    List<Route> routes = new ArrayList<>();
    content.path("routes").forEach(node -> routes.add(readRoute(node)));
    return new RouteTable(content.path("generation").asLong(), routes);
  }

  private static Route readRoute(JsonNode node) {
    Hostname host = new Hostname(text(node, "host"));
    String path = text(node, "path");
    AppId app = app(text(node, "app"));
    String kind = text(node, "kind");
    return switch (kind) {
      case "proxy" ->
          new Route.Proxy(
              host,
              path,
              WorkloadId.parse(text(node, "workload")),
              Route.Prefix.valueOf(upper(node, "prefix")));
      case "files" -> new Route.Files(host, path, app, readSite(node));
      case "redirect" -> new Route.Redirect(host, path, app, new Hostname(text(node, "target")));
      case "closed" -> new Route.Closed(host, path, app, text(node, "why"));
      default ->
          throw new NpException.Invalid(
              ErrorCode.CORRUPT, "routes.json has a route of kind " + kind, "publish it again");
    };
  }

  private static Site readSite(JsonNode node) {
    Artifact artifact =
        new Artifact(
            app(text(node, "artifactApp")),
            new ReleaseNumber(node.path("builtBy").asInt()),
            new Digest(text(node, "digest")));
    Site.Fallback fallback = Site.Fallback.valueOf(upper(node, "fallback"));
    return new Site(artifact, text(node, "directory"), fallback);
  }

  private static AppId app(String text) {
    int slash = text.indexOf('/');
    return new AppId(
        new TenantName(text.substring(0, Math.max(0, slash))),
        new AppName(text.substring(slash + 1)));
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  private static String upper(JsonNode node, String name) {
    return text(node, name).toUpperCase(Locale.ROOT);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
