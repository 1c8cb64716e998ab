package np.server.http;

import java.util.List;
import java.util.Map;

/**
 * One entry of a route table.
 *
 * <pre>{@code
 * ApiRoute.post("/v1/apps/{app}/scale")
 *     .needs(Role.DEVELOPER)
 *     .says("Sets how many instances run")
 *     .takes(Requests.Scale.class)
 *     .answers(202, DeploymentView.class)
 *     .by(this::scale)
 * }</pre>
 *
 * @param method of HTTP
 * @param path with {@code {name}} for a segment to be handed to the handler
 * @param access who may call it
 * @param summary one line for OpenAPI
 * @param queries query parameters and what each is for; others are refused
 * @param request what it takes
 * @param answer what it gives
 * @param handler does it
 */
public record ApiRoute(
    Method method,
    String path,
    Access access,
    String summary,
    Map<String, String> queries,
    RequestBody request,
    AnswerBody answer,
    Handler handler) {
  public ApiRoute {
    queries = Map.copyOf(queries);
  }

  /** {@code POST /v1/apps/{app}/scale}: names the route in tables, metrics and tests. */
  public String name() {
    return method + " " + path;
  }

  /** The path's segments: texts and {@code {names}}. */
  List<String> segments() {
    return List.of(path.substring(1).split("/", -1));
  }

  /** Begins a GET route. */
  public static RouteDraft get(String path) {
    return new RouteDraft(Method.GET, path);
  }

  /** Begins a HEAD route. */
  public static RouteDraft head(String path) {
    return new RouteDraft(Method.HEAD, path);
  }

  /** Begins a POST route. */
  public static RouteDraft post(String path) {
    return new RouteDraft(Method.POST, path);
  }

  /** Begins a PUT route. */
  public static RouteDraft put(String path) {
    return new RouteDraft(Method.PUT, path);
  }

  /** Begins a PATCH route. */
  public static RouteDraft patch(String path) {
    return new RouteDraft(Method.PATCH, path);
  }

  /** Begins a DELETE route. */
  public static RouteDraft delete(String path) {
    return new RouteDraft(Method.DELETE, path);
  }
}
