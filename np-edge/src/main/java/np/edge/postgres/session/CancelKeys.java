package np.edge.postgres.session;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import np.edge.postgres.wire.ProtocolVersion;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which clients cancel what their sessions do. They are the gateway's own: what a
 * client is told neither fits in the instance nor says how many sessions there are.
 */
final class CancelKeys {
  private static final int SHORT_SECRET = 4;
  private static final int LONG_SECRET = 32;

  private final SecureRandom random;
  private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
  private final byte[] nobody = new byte[LONG_SECRET];

  /** Something that can be cancelled. */
  interface Cancellable {
    /** Cancels what is under way, and then calls {@code done}. Called on any thread. */
    void cancel(Runnable done);
  }

  private record Entry(CancelKey key, Cancellable session) {}

  CancelKeys(SecureRandom random) {
    this.random = random;
  }

  /** A key for a session, as long as the version of the protocol allows; {@link #withdraw} it. */
  CancelKey issue(ProtocolVersion version, Cancellable session) {
    byte[] secret = new byte[version.equals(ProtocolVersion.V3_0) ? SHORT_SECRET : LONG_SECRET];
    random.nextBytes(secret);
    while (true) {
      CancelKey key = new CancelKey(random.nextInt() & Integer.MAX_VALUE, secret);
      if (entries.putIfAbsent(key.process(), new Entry(key, session)) == null) {
        return key;
      }
    }
  }

  void withdraw(CancelKey key) {
    entries.remove(key.process());
  }

  /** Whose key this is; null for nobody's. Costs the same for every wrong one. */
  @Nullable Cancellable find(int process, byte[] secret) {
    Entry entry = entries.get(process);
    boolean right = MessageDigest.isEqual(entry == null ? nobody : entry.key.secret(), secret);
    return right && entry != null ? entry.session : null;
  }

  /** How many are valid. */
  int size() {
    return entries.size();
  }
}
