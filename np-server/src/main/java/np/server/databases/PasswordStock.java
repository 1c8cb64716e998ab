package np.server.databases;

import java.security.SecureRandom;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import np.model.ScramVerifier;
import np.model.Secret;

/**
 * Passwords that nothing has yet, of 32 letters and digits, 190 bits, each with its verifier: the
 * 4,096 rounds of that take milliseconds, so they are computed before somebody waits for them.
 */
final class PasswordStock {
  private static final int MOST = 4;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 32;
  private static final int SALT_BYTES = 16;

  private final SecureRandom random;
  private final Queue<Pair> ready = new ConcurrentLinkedQueue<>();
  private final ReentrantLock filling = new ReentrantLock();

  PasswordStock(SecureRandom random) {
    this.random = random;
  }

  /** A password and what checks it. */
  record Pair(Secret password, ScramVerifier verifier) {}

  /** One that nobody else gets. */
  Pair take() {
    Pair pair = ready.poll();
    refill();
    return pair == null ? make() : pair;
  }

  /** Fills it up in the background. */
  void refill() {
    if (!filling.isLocked()) {
      Thread.ofVirtual().name("database-passwords").start(this::fill);
    }
  }

  private void fill() {
    filling.lock();
    try {
      while (ready.size() < MOST) {
        ready.add(make());
      }
    } finally {
      filling.unlock();
    }
  }

  private Pair make() {
    StringBuilder text = new StringBuilder(LENGTH);
    random.ints(LENGTH, 0, ALPHABET.length()).forEach(index -> text.append(ALPHABET.charAt(index)));
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Secret password = new Secret(text.toString());
    return new Pair(password, ScramVerifier.of(password, salt));
  }
}
