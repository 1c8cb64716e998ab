package np.edge.postgres.pool;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The names under which statements are prepared in the instances' sessions: one for each text, so
 * that clients that prepare the same share it. Used by several threads.
 */
public final class StatementNames {
  /** What the names begin with; no client's statement is ever called so in an instance. */
  static final String PREFIX = "np:";

  private static final int MOST = 5_000;

  private final Map<ParseText, byte[]> names = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();

  /** The name with its zero byte. */
  byte[] name(ParseText text) {
    if (names.size() >= MOST) {
      names.clear(); // the same texts get other names from now on, which is all right
    }
    return names.computeIfAbsent(
        text, _ -> (PREFIX + last.incrementAndGet() + "\0").getBytes(StandardCharsets.US_ASCII));
  }
}
