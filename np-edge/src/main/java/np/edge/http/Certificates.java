package np.edge.http;

import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Knows the certificate for a name. What it answers may change at any time. */
public interface Certificates {

  /**
   * The server context for a connection that is being made: TLS 1.2 and 1.3, ALPN {@code h2} and
   * {@code http/1.1}. Called on the event loop for each connection, so it only looks things up.
   *
   * @param sni the name in the ClientHello (RFC 6066 section 3) in lower case; null when there is
   *     none
   * @return null refuses the connection
   */
  @Nullable SslContext contextFor(@Nullable String sni);

  /**
   * The same where a certificate may have to be read or made first, which must not hold up the
   * event loop.
   *
   * @return completed by {@code loop}; with null to refuse the connection
   */
  default Future<@Nullable SslContext> find(@Nullable String sni, EventExecutor loop) {
    return loop.newSucceededFuture(contextFor(sni));
  }
}
