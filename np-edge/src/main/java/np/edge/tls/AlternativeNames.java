package np.edge.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The host names in a certificate. */
final class AlternativeNames {
  private static final int DNS_NAME = 2;

  private AlternativeNames() {}

  /**
   * The DNS names of its subject alternative name extension (RFC 5280 section 4.2.1.6), in lower
   * case. The common name does not count (RFC 9525 section 2).
   */
  static List<String> of(X509Certificate certificate) {
    try {
      Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
      List<String> names = new ArrayList<>();
      for (List<?> entry : entries == null ? List.<List<?>>of() : entries) {
        if (entry.get(0) instanceof Integer kind && kind == DNS_NAME) {
          names.add(String.valueOf(entry.get(1)).toLowerCase(Locale.ROOT));
        }
      }
      return List.copyOf(names);
    } catch (CertificateParsingException e) {
      return List.of(); // names that cannot be read are no names
    }
  }
}
