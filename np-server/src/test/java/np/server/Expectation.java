package np.server;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import np.model.Role;

/**
 * What the contract demands of a route, written down beside the route table and not taken from it.
 *
 * @param route its name, {@code POST /v1/apps/{app}/scale}
 * @param needs the least role; empty when anybody may call it
 * @param own the path of something that the tenant owns, made anew when it is used up
 * @param strangers paths of the same kind that must be answered 404: another tenant's, unknown ones
 * @param contentType of the body; empty for none
 * @param body to send
 * @param status when all is well; negative: see {@link #admits}
 * @param way how it is called
 */
public record Expectation(
    String route,
    Optional<Role> needs,
    Function<World, String> own,
    List<Function<World, String>> strangers,
    String contentType,
    Function<World, String> body,
    int status,
    Way way) {
  private static final int ADMITTED = -1;
  private static final Set<String> REFUSALS =
      Set.of("NP0301", "NP0302", "NP0401", "NP0403", "NP0406", "NP0407", "NP0408", "NP0409");

  /** How a route is called. */
  public enum Way {
    PLAIN,
    /** Asking for a WebSocket. */
    UPGRADE
  }

  public Expectation {
    strangers = List.copyOf(strangers);
  }

  /** A route for anybody. */
  public static Expectation open(String route) {
    return new Expectation(
        route, Optional.empty(), path(route), List.of(), "", world -> "", 200, Way.PLAIN);
  }

  /** A route without an object in its path and without a body. */
  public static Expectation of(String route, Role needs) {
    return new Expectation(
        route, Optional.of(needs), path(route), List.of(), "", world -> "", 200, Way.PLAIN);
  }

  /** The same, whose path names an object. */
  public Expectation on(
      Function<World, String> ownPath, List<Function<World, String>> strangerPaths) {
    return new Expectation(route, needs, ownPath, strangerPaths, contentType, body, status, way);
  }

  /** The same with a JSON body. */
  public Expectation sending(Function<World, String> json) {
    return new Expectation(route, needs, own, strangers, "application/json", json, status, way);
  }

  /** The same with another body. */
  public Expectation sending(String type, Function<World, String> content) {
    return new Expectation(route, needs, own, strangers, type, content, status, way);
  }

  /**
   * The same, whose status depends on the state of the object: anything but a refusal of the caller
   * or of the object.
   */
  public Expectation admits() {
    return answers(ADMITTED);
  }

  /** The same, asking for a WebSocket. */
  public Expectation upgrades() {
    return new Expectation(route, needs, own, strangers, contentType, body, 101, Way.UPGRADE);
  }

  /** Whether a reply is what was demanded. */
  static boolean fits(int demanded, TestClient.Verdict verdict) {
    return demanded == ADMITTED
        ? verdict.status() < 500 && !REFUSALS.contains(verdict.code())
        : verdict.status() == demanded;
  }

  /** The same with another status. */
  public Expectation answers(int code) {
    return new Expectation(route, needs, own, strangers, contentType, body, code, way);
  }

  /** The method of the route. */
  public String method() {
    return route.substring(0, route.indexOf(' '));
  }

  private static Function<World, String> path(String route) {
    String path = route.substring(route.indexOf(' ') + 1);
    return world -> path;
  }
}
