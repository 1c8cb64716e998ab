package np.edge.postgres.database;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What an instance said when it opened a session, by the startup parameters: a client of a pooled
 * address is told the same before it needs a session. Used by several threads.
 */
public final class Greetings {
  private static final int MOST = 100;

  private final Map<Map<String, String>, byte[]> known = new ConcurrentHashMap<>();

  /** The messages of the last time; null when there was none. */
  public byte @Nullable [] find(Map<String, String> parameters) {
    return known.get(parameters);
  }

  /** An instance has said this. */
  public void keep(Map<String, String> parameters, byte[] messages) {
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(Map.copyOf(parameters), messages);
  }
}
