package np.edge.postgres.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request for a session.
 *
 * @param version that the client speaks at most; its major number is 3
 * @param parameters in the client's order
 */
public record StartupMessage(ProtocolVersion version, Map<String, String> parameters) {
  private static final String EXTENSION = "_pq_.";

  public StartupMessage {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** A parameter, empty when it was not given. */
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** The extensions of the protocol that are asked for; none exists that the gateway knows. */
  public List<String> extensions() {
    return parameters.keySet().stream().filter(StartupMessage::isExtension).toList();
  }

  /** Whether the client must be told that it does not get all that it asked for. */
  public boolean needsNegotiation() {
    return !version.equals(version.agreed()) || !extensions().isEmpty();
  }

  /** Whether a parameter asks for an extension of the protocol. */
  public static boolean isExtension(String name) {
    return name.startsWith(EXTENSION);
  }
}
