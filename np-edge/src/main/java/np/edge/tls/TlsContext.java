package np.edge.tls;

import io.netty.handler.ssl.OpenSslServerContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A TLS context whose session tickets (RFC 8446 section 4.6.1) are encrypted with a key of its own,
 * so that a session of one name never goes on under another, and with a new key each half day, so
 * that a stolen key opens little. The key before is still read.
 */
final class TlsContext {
  private static final Duration KEY_LIFE = Duration.ofHours(12);
  private static final int NAME_BYTES = 16;

  private final SslContext context;
  private final SecureRandom random;
  private volatile Instant keyEnd = Instant.MIN;
  private @Nullable OpenSslSessionTicketKey key;

  TlsContext(SslContext context, SecureRandom random) {
    this.context = context;
    this.random = random;
  }

  SslContext current(Instant now) {
    if (now.isAfter(keyEnd)) {
      renewKey(now);
    }
    return context;
  }

  private synchronized void renewKey(Instant now) {
    if (!now.isAfter(keyEnd)) {
      return;
    }
    keyEnd = now.plus(KEY_LIFE);
    if (context instanceof OpenSslServerContext server) {
      OpenSslSessionTicketKey before = key;
      OpenSslSessionTicketKey fresh = new OpenSslSessionTicketKey(bytes(), bytes(), bytes());
      key = fresh;
      if (before == null) {
        server.sessionContext().setTicketKeys(fresh);
      } else {
        server.sessionContext().setTicketKeys(fresh, before);
      }
    }
  }

  private byte[] bytes() {
    byte[] bytes = new byte[NAME_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }
}
