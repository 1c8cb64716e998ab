package np.edge.tls;

import io.netty.handler.ssl.ApplicationProtocolNames;
import java.util.List;

/** What a certificate is shown for; each use has a TLS context of its own. */
enum CertificateUse {
  HTTP,
  POSTGRES;

  /** Names of ALPN (RFC 7301), the best first. */
  List<String> protocols() {
    return switch (this) {
      case HTTP -> List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
      case POSTGRES -> List.of("postgresql");
    };
  }
}
