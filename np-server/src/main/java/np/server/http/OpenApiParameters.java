package np.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of a route as OpenAPI has them. */
final class OpenApiParameters {
  private static final Map<String, Object> STRING = Map.of("type", "string");

  private OpenApiParameters() {}

  static List<Map<String, Object>> of(ApiRoute route) {
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (String segment : route.segments()) {
      if (segment.startsWith("{")) {
        String name = segment.substring(1, segment.length() - 1);
        parameters.add(Map.of("name", name, "in", "path", "required", true, "schema", STRING));
      }
    }
    new TreeMap<>(route.queries())
        .forEach(
            (name, purpose) ->
                parameters.add(
                    Map.of("name", name, "in", "query", "description", purpose, "schema", STRING)));
    if (route.access() instanceof Access.AtLeast) {
      parameters.add(header("Np-Tenant", "operators: the tenant to act in"));
    }
    if (route.method().repeatsMatter()) {
      parameters.add(header("Idempotency-Key", "a repetition with the same key has no effect"));
    }
    return parameters;
  }

  private static Map<String, Object> header(String name, String purpose) {
    return Map.of("name", name, "in", "header", "description", purpose, "schema", STRING);
  }
}
