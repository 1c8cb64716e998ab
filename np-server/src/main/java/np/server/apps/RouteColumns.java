package np.server.apps;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import np.model.Artifact;
import np.model.Route;
import np.model.Site;
import org.jspecify.annotations.Nullable;

/** What a route has in its columns; those of the other kinds are null. */
final class RouteColumns {
  private static final List<String> NAMES =
      List.of("process", "strip", "built_by", "artifact", "directory", "fallback", "target", "why");

  private RouteColumns() {}

  /** The kinds of routes as stored. */
  enum Kind {
    PROXY,
    FILES,
    REDIRECT,
    CLOSED
  }

  static Map<String, @Nullable Object> of(Route route) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    NAMES.forEach(name -> columns.put(name, null));
    switch (route) {
      case Route.Proxy proxy -> {
        columns.put("kind", Kind.PROXY.name());
        columns.put("process", proxy.workload().process().value());
        columns.put("strip", proxy.strip().name());
      }
      case Route.Files files -> {
        columns.put("kind", Kind.FILES.name());
        columns.putAll(of(files.site()));
      }
      case Route.Redirect redirect -> {
        columns.put("kind", Kind.REDIRECT.name());
        columns.put("target", redirect.target().value());
      }
      case Route.Closed closed -> {
        columns.put("kind", Kind.CLOSED.name());
        columns.put("why", closed.why());
      }
    }
    return columns;
  }

  private static Map<String, Object> of(Site site) {
    Artifact artifact = site.artifact();
    return Map.of(
        "built_by", artifact.builtBy().value(),
        "artifact", artifact.digest().hex(),
        "directory", site.directory(),
        "fallback", site.fallback().name());
  }
}
