package np.server;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import np.model.Role;

/** What the contract demands of the routes of databases. */
final class DatabaseExpectations {
  private DatabaseExpectations() {}

  static List<Expectation> all() {
    return List.of(
        Expectation.of("GET /v1/databases", Role.VIEWER),
        Expectation.of("POST /v1/databases", Role.DEVELOPER)
            .sending(world -> "{\"name\":\"made-%d\"}".formatted(world.next()))
            .answers(201),
        of("GET", "", Role.VIEWER).answers(200),
        of("GET", "/url", Role.DEVELOPER).answers(200),
        of("PATCH", "", Role.DEVELOPER).sending(world -> "{\"memory\":\"512M\"}").answers(200),
        of("POST", "/branches", Role.DEVELOPER)
            .sending(world -> "{\"name\":\"branch-%d\"}".formatted(world.next()))
            .answers(201),
        of("POST", "/rotate", Role.DEVELOPER).answers(200),
        of("POST", "/suspend", Role.DEVELOPER).answers(200),
        of("POST", "/resume", Role.DEVELOPER).answers(200),
        of("PUT", "/links/{app}", Role.DEVELOPER)
            .on(world -> path(own(world), "/links/shop"), strangers("/links/shop"))
            .sending(world -> "{}")
            .answers(200),
        of("DELETE", "/links/{app}", Role.DEVELOPER)
            .on(world -> path(own(world), "/links/" + app(world)), linkStrangers())
            .answers(200),
        Expectation.of("POST /v1/databases/{database}/reset", Role.DEVELOPER)
            .on(world -> path(branch(world), "/reset"), strangers("/reset"))
            .answers(200),
        Expectation.of("DELETE /v1/databases/{database}", Role.OWNER)
            .on(world -> path(made(world, "alpha"), ""), strangers(""))
            .answers(200),
        Expectation.of("POST /v1/databases/{database}/undelete", Role.OWNER)
            .on(
                world -> path(deleted(world, "alpha"), "/undelete"),
                List.of(
                    world -> path(deleted(world, "beta"), "/undelete"),
                    world -> path("unknown", "/undelete")))
            .answers(200),
        Expectation.of("GET /v1/storage", Role.OPERATOR),
        Expectation.of("POST /v1/storage", Role.OPERATOR)
            .sending(world -> "{\"size\":\"10G\"}")
            .answers(200));
  }

  /** A route of a database that must be there. */
  private static Expectation of(String method, String rest, Role role) {
    return Expectation.of(method + " /v1/databases/{database}" + rest, role)
        .on(
            world -> path(own(world), rest),
            method.equals("GET") && rest.isEmpty() ? others(rest) : strangers(rest));
  }

  /** Another tenant's, and an unknown one. */
  private static List<Function<World, String>> others(String rest) {
    return List.of(
        world -> path(world.once("beta's", () -> made(world, "beta")), rest),
        world -> path("unknown", rest));
  }

  /** The same, and one that is in the trash. */
  private static List<Function<World, String>> strangers(String rest) {
    return Stream.concat(
            others(rest).stream(),
            Stream.of(
                world -> path(world.once("database trash", () -> deleted(world, "alpha")), rest)))
        .toList();
  }

  private static List<Function<World, String>> linkStrangers() {
    return List.of(
        world -> path(world.once("beta's", () -> made(world, "beta")), "/links/" + app(world)),
        world -> path(own(world), "/links/unknown"));
  }

  private static String path(String database, String rest) {
    return "/v1/databases/" + database + rest;
  }

  /** The tenant's database that is kept. */
  private static String own(World world) {
    return world.once("own database", () -> made(world, "alpha"));
  }

  private static String branch(World world) {
    return world.once(
        "own branch",
        () -> {
          String body = "{\"name\":\"own-branch\"}";
          world.operatorIn("alpha").post(path(own(world), "/branches"), body);
          return "own-branch";
        });
  }

  /** An app that has never run. */
  private static String app(World world) {
    return world.once(
        "linked app",
        () -> {
          String patch = "{\"set\":{\"COLOUR\":\"red\"},\"unset\":[]}";
          world.operatorIn("alpha").json("PATCH", "/v1/apps/linked/env", patch);
          return "linked";
        });
  }

  private static String made(World world, String tenant) {
    String name = "db-" + world.next();
    world.operatorIn(tenant).post("/v1/databases", "{\"name\":\"" + name + "\"}");
    return name;
  }

  private static String deleted(World world, String tenant) {
    String name = made(world, tenant);
    world.operatorIn(tenant).delete(path(name, ""));
    return name;
  }
}
