package np.edge.tls;

import io.netty.handler.ssl.SslContext;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A certificate with its key, and the TLS contexts that are made of them when they are first
 * needed.
 */
public final class ServerCertificate {
  private final String source;
  private final List<X509Certificate> chain;
  private final PrivateKey key;
  private final List<String> names;
  private final Map<CertificateUse, TlsContext> made = new ConcurrentHashMap<>();

  /**
   * A certificate.
   *
   * @param source its file, or the authority that issued it
   * @param chain its own certificate first, then those that lead to an authority
   * @param key of the first certificate
   */
  public ServerCertificate(String source, List<X509Certificate> chain, PrivateKey key) {
    this.source = source;
    this.chain = List.copyOf(chain);
    this.key = key;
    this.names = AlternativeNames.of(leaf());
  }

  public String source() {
    return source;
  }

  /** The host names it speaks for, in lower case; the first label of some is a star. */
  public List<String> names() {
    return names;
  }

  public Instant notBefore() {
    return leaf().getNotBefore().toInstant();
  }

  public Instant notAfter() {
    return leaf().getNotAfter().toInstant();
  }

  /** Whether {@code now} lies between its beginning and its end. */
  public boolean isValid(Instant now) {
    return !now.isBefore(notBefore()) && !now.isAfter(notAfter());
  }

  /** Whether its end is before {@code now}. */
  public boolean isExpired(Instant now) {
    return now.isAfter(notAfter());
  }

  X509Certificate leaf() {
    return chain.getFirst();
  }

  List<X509Certificate> chain() {
    return chain;
  }

  PrivateKey key() {
    return key;
  }

  /** The context, if it has been made. */
  @Nullable SslContext readyContext(CertificateUse use, Instant now) {
    TlsContext known = made.get(use);
    return known == null ? null : known.current(now);
  }

  /** The context; the first call makes it, which takes milliseconds. */
  SslContext context(TlsContexts contexts, CertificateUse use, Instant now) throws SSLException {
    TlsContext known = made.get(use);
    if (known == null) {
      synchronized (this) {
        known = made.get(use);
        if (known == null) {
          known = contexts.make(this, use, now);
          made.put(use, known);
        }
      }
    }
    return known.current(now);
  }
}
