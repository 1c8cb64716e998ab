package np.edge.tls;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * Makes TLS contexts: TLS 1.2 and 1.3, forward secrecy and authenticated encryption only, ALPN,
 * BoringSSL where its library loads and the JDK's TLS elsewhere.
 */
final class TlsContexts {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final SecureRandom random;
  private final Supplier<SslProvider> provider;

  /** With the best provider that works here, which is found out when the first context is made. */
  TlsContexts(SecureRandom random) {
    this(random, () -> OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
  }

  TlsContexts(SecureRandom random, Supplier<SslProvider> provider) {
    this.random = random;
    this.provider = provider;
  }

  /** A context in which the protocols of {@code use} are agreed on (RFC 7301). */
  TlsContext make(ServerCertificate certificate, CertificateUse use, Instant now)
      throws SSLException {
    X509Certificate[] chain = certificate.chain().toArray(X509Certificate[]::new);
    SslContext context =
        SslContextBuilder.forServer(certificate.key(), chain)
            .sslProvider(provider.get())
            .protocols(VERSIONS)
            .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    use.protocols()))
            .build();
    TlsContext made = new TlsContext(context, random);
    made.current(now);
    return made;
  }
}
