package np.edge.postgres.session;

import java.util.LinkedHashMap;
import java.util.Map;
import np.edge.postgres.route.Destination;
import np.edge.postgres.wire.PostgresError;
import np.edge.postgres.wire.ProtocolVersion;
import np.edge.postgres.wire.RefusedException;
import np.edge.postgres.wire.SqlState;
import np.edge.postgres.wire.StartupMessage;
import np.edge.postgres.wire.StartupOptions;
import np.model.Printable;

/**
 * The session that a client wants.
 *
 * @param destination where
 * @param version of the protocol that is agreed on
 * @param parameters of the startup message for the instance; settings are its to judge, as it
 *     judges a SET of the same role
 */
record Wish(Destination destination, ProtocolVersion version, Map<String, String> parameters) {

  /** Takes what the gateway decides out of what the client says, and lets nothing else through. */
  static Wish of(Destination destination, StartupMessage message, StartupOptions options)
      throws RefusedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("user", destination.role());
    parameters.put("database", destination.database());
    for (Map.Entry<String, String> entry : message.parameters().entrySet()) {
      String name = entry.getKey();
      boolean decided =
          name.equals("user")
              || name.equals("database")
              || name.equals("options")
              || StartupMessage.isExtension(name);
      if (!decided) {
        check(name);
        parameters.put(name, entry.getValue());
      }
    }
    if (!options.settings().isEmpty()) {
      parameters.put("options", options.render());
    }
    return new Wish(destination, message.version().agreed(), parameters);
  }

  private static void check(String name) throws RefusedException {
    if (!StartupOptions.isSettingName(name)) {
      throw new RefusedException(
          PostgresError.of(
              SqlState.PROTOCOL_VIOLATION,
              "invalid startup parameter \"%s\"".formatted(Printable.escape(name))));
    }
  }

  /** Whether it is no session for queries but for a stream of changes. */
  boolean isReplication() {
    return parameters.containsKey("replication");
  }
}
