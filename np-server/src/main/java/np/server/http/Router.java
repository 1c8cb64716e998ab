package np.server.http;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request in a tree of path segments; built once. */
final class Router {
  private final Node root = new Node();

  Router(List<ApiRoute> routes) {
    routes.forEach(this::add);
  }

  /**
   * The route and the values of its path's names; a literal segment wins over a name.
   *
   * @throws Refusal 404 when no route has the path, 405 when none of those has the method
   */
  Found find(String method, List<String> segments) {
    Map<String, String> values = new HashMap<>();
    Node node = root;
    for (String segment : segments) {
      Node literal = node.literals.get(segment);
      if (literal == null && node.named != null) {
        values.put(node.name, segment);
      }
      node = literal != null ? literal : node.named;
      if (node == null) {
        throw Refusal.noSuchPath();
      }
    }
    return new Found(node.route(method), Map.copyOf(values));
  }

  /** A route and what its path's names stand for. */
  record Found(ApiRoute route, Map<String, String> values) {}

  private void add(ApiRoute route) {
    Node node = root;
    for (String segment : route.segments()) {
      node = segment.startsWith("{") ? node.named(name(segment)) : node.literal(segment);
    }
    if (node.routes.put(route.method(), route) != null) {
      throw new IllegalStateException(route.name() + " is in two route tables");
    }
  }

  private static String name(String segment) {
    return segment.substring(1, segment.length() - 1);
  }

  private static final class Node {
    private final Map<String, Node> literals = new TreeMap<>();
    private final Map<Method, ApiRoute> routes = new EnumMap<>(Method.class);
    private @Nullable Node named;
    private String name = "";

    Node literal(String segment) {
      return literals.computeIfAbsent(segment, absent -> new Node());
    }

    Node named(String wanted) {
      if (named == null) {
        named = new Node();
        name = wanted;
      }
      if (!name.equals(wanted)) {
        throw new IllegalStateException("{" + name + "} and {" + wanted + "} at the same place");
      }
      return named;
    }

    ApiRoute route(String method) {
      if (routes.isEmpty()) {
        throw Refusal.noSuchPath();
      }
      for (ApiRoute route : routes.values()) {
        if (route.method().name().equals(method)) {
          return route;
        }
      }
      throw Refusal.wrongMethod(
          routes.keySet().stream().map(Method::name).collect(Collectors.joining(", ")));
    }
  }
}
