package np.edge.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts certificates in the order in which TLS sends them (RFC 8446 section 4.4.2). */
final class CertificateChain {
  private CertificateChain() {}

  /** From {@code leaf} up, each issued by the next; without a root, which clients must know. */
  static List<X509Certificate> order(X509Certificate leaf, List<X509Certificate> all) {
    List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
    X509Certificate issuer = issuer(leaf, all);
    while (issuer != null && !isSelfSigned(issuer) && !chain.contains(issuer)) {
      chain.add(issuer);
      issuer = issuer(issuer, all);
    }
    return chain;
  }

  private static @Nullable X509Certificate issuer(
      X509Certificate issued, List<X509Certificate> all) {
    for (X509Certificate candidate : all) {
      boolean named = candidate.getSubjectX500Principal().equals(issued.getIssuerX500Principal());
      if (named && !candidate.equals(issued) && isSignedBy(issued, candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
        && isSignedBy(certificate, certificate);
  }

  private static boolean isSignedBy(X509Certificate issued, X509Certificate issuer) {
    try {
      issued.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
