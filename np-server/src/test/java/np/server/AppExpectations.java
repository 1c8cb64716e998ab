package np.server;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.function.Function;
import np.model.Role;

/** What the contract demands of the routes around apps. */
final class AppExpectations {
  private static final String SPEC = "run: ./serve\n";
  private static final String PATCH = "{\"set\":{\"COLOUR\":\"red\"},\"unset\":[]}";
  private static final String RUN = "{\"command\":[\"true\"]}";

  private AppExpectations() {}

  static List<Expectation> all() {
    return List.of(
        Expectation.of("GET /v1/status", Role.VIEWER),
        Expectation.of("GET /v1/status/stream", Role.VIEWER),
        Expectation.of("GET /v1/apps", Role.VIEWER),
        upload("HEAD").answers(200),
        upload("PUT")
            .sending("application/gzip", world -> "garbage")
            .answers(400)
            .on(digest("alpha"), List.of()),
        ofApp("GET", "", Role.VIEWER).answers(200),
        ofApp("GET", "/releases", Role.VIEWER).answers(200),
        ofApp("GET", "/logs", Role.VIEWER).answers(200),
        ofApp("GET", "/env", Role.VIEWER).answers(200),
        ofApp("GET", "/secrets", Role.VIEWER).answers(200),
        ofApp("POST", "/scale", Role.DEVELOPER)
            .sending(world -> "{\"processes\":{\"web\":1}}")
            .admits(),
        ofApp("POST", "/stop", Role.DEVELOPER).admits(),
        ofApp("POST", "/start", Role.DEVELOPER).admits(),
        ofApp("POST", "/restart", Role.DEVELOPER).sending(world -> "{}").admits(),
        ofApp("POST", "/rollback", Role.DEVELOPER).sending(world -> "{}").admits(),
        ofApp("POST", "/run", Role.DEVELOPER).sending(world -> RUN).admits(),
        ofApp("POST", "/exec", Role.DEVELOPER).sending(world -> RUN).admits(),
        ofApp("GET", "/run", Role.DEVELOPER).upgrades(),
        ofApp("GET", "/exec", Role.DEVELOPER).upgrades(),
        making("POST", "/deployments", Role.DEVELOPER).sending(world -> deployRequest()).admits(),
        making("POST", "/plan", Role.VIEWER).sending(world -> deployRequest()).admits(),
        making("PATCH", "/env", Role.DEVELOPER).sending(world -> PATCH).admits(),
        making("PATCH", "/secrets", Role.DEVELOPER).sending(world -> PATCH).admits(),
        Expectation.of("DELETE /v1/apps/{app}", Role.OWNER)
            .on(world -> path(fresh(world, "alpha"), ""), strangers(""))
            .answers(200),
        Expectation.of("POST /v1/apps/{app}/undelete", Role.OWNER)
            .on(world -> path(deleted(world, "alpha"), "/undelete"), deletedStrangers())
            .admits(),
        ofDeployment("").answers(200),
        ofDeployment("/events").answers(200));
  }

  /** A route of an app that must be there. */
  private static Expectation ofApp(String method, String rest, Role role) {
    return Expectation.of(method + " /v1/apps/{app}" + rest, role)
        .on(world -> path(deployed(world, "alpha"), rest), strangers(rest));
  }

  /** A route that makes the app when it is missing: there are no strangers. */
  private static Expectation making(String method, String rest, Role role) {
    return Expectation.of(method + " /v1/apps/{app}" + rest, role)
        .on(world -> path("made-" + world.next(), rest), List.of());
  }

  private static Expectation ofDeployment(String rest) {
    return Expectation.of("GET /v1/deployments/{id}" + rest, Role.VIEWER)
        .on(
            world -> "/v1/deployments/" + deployment(world, "alpha") + rest,
            List.of(
                world -> "/v1/deployments/" + deployment(world, "beta") + rest,
                world -> "/v1/deployments/d00000" + rest,
                world -> "/v1/deployments/%27--%20" + rest));
  }

  private static Expectation upload(String method) {
    return Expectation.of(method + " /v1/uploads/{digest}", Role.DEVELOPER)
        .on(digest("alpha"), List.of(digest("beta"), world -> "/v1/uploads/" + "0".repeat(64)));
  }

  private static Function<World, String> digest(String tenant) {
    return world -> {
      deployed(world, tenant);
      return "/v1/uploads/" + source(tenant).digest();
    };
  }

  /** Another tenant's app, an unknown one, and one that is in the trash. */
  private static List<Function<World, String>> strangers(String rest) {
    return List.of(
        world -> path(deployed(world, "beta"), rest),
        world -> path("unknown", rest),
        world -> path(world.once("trash", () -> deleted(world, "alpha")), rest));
  }

  private static List<Function<World, String>> deletedStrangers() {
    return List.of(
        world -> path(deleted(world, "beta"), "/undelete"), world -> path("unknown", "/undelete"));
  }

  private static String path(String app, String rest) {
    return "/v1/apps/" + app + rest;
  }

  /** An app that has never run. */
  private static String fresh(World world, String tenant) {
    String app = "fresh-" + world.next();
    world.operatorIn(tenant).json("PATCH", path(app, "/secrets"), PATCH);
    return app;
  }

  private static String deleted(World world, String tenant) {
    String app = fresh(world, tenant);
    world.operatorIn(tenant).delete(path(app, ""));
    return app;
  }

  /** The tenant's app that runs. */
  private static String deployed(World world, String tenant) {
    deployment(world, tenant);
    return tenant + "-shop";
  }

  /** The deployment that made it run. */
  private static String deployment(World world, String tenant) {
    return world.once("deployment of " + tenant, () -> deploy(world.operatorIn(tenant), tenant));
  }

  private static String deploy(TestClient client, String tenant) {
    SourceArchive source = source(tenant);
    client
        .header("Content-Type", "application/gzip")
        .send("PUT", "/v1/uploads/" + source.digest(), BodyPublishers.ofByteArray(source.bytes()));
    String id =
        client
            .post(path(tenant + "-shop", "/deployments"), AppRig.request(SPEC, source))
            .json()
            .get("id")
            .stringValue();
    client.get("/v1/deployments/" + id + "/events");
    return id;
  }

  private static String deployRequest() {
    return AppRig.request(SPEC, source("alpha"));
  }

  private static SourceArchive source(String tenant) {
    return SourceArchive.of("serve", tenant);
  }
}
