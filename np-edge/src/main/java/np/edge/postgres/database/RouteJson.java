package np.edge.postgres.database;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import np.model.DatabaseId;
import np.model.DatabaseLabel;
import np.model.DatabaseRoute;
import np.model.ScramVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A route to a database as JSON, for the file of the edge. */
final class RouteJson {
  private RouteJson() {}

  static ObjectNode write(DatabaseRoute route) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", route.id().toString())
        .put("generation", route.generation())
        .put("label", route.label().value())
        .put("mostSessions", route.mostSessions());
    route.sleep().ifPresent(sleep -> node.put("sleepSeconds", sleep.toSeconds()));
    route.closed().ifPresent(why -> node.put("closed", why));
    ObjectNode logins = node.putObject("logins");
    route.logins().forEach((role, verifier) -> logins.put(role, verifier.reveal()));
    return node;
  }

  static DatabaseRoute read(JsonNode node) {
    Map<String, ScramVerifier> logins = new LinkedHashMap<>();
    node.path("logins")
        .properties()
        .forEach(
            entry -> logins.put(entry.getKey(), ScramVerifier.parse(entry.getValue().asString())));
    JsonNode sleep = node.path("sleepSeconds");
    JsonNode closed = node.path("closed");
    return new DatabaseRoute(
        DatabaseId.parse(node.path("id").asString("")),
        node.path("generation").asLong(),
        new DatabaseLabel(node.path("label").asString("")),
        logins,
        node.path("mostSessions").asInt(),
        sleep.isNumber() ? Optional.of(Duration.ofSeconds(sleep.asLong())) : Optional.empty(),
        closed.isString() ? Optional.of(closed.asString()) : Optional.empty());
  }
}
