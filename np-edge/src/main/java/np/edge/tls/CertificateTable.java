package np.edge.tls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Certificates by the names they speak for. Immutable. */
final class CertificateTable {
  private static final Comparator<ServerCertificate> NEWEST_FIRST =
      Comparator.comparing(ServerCertificate::notBefore)
          .thenComparing(ServerCertificate::notAfter)
          .reversed();

  private final Map<String, List<ServerCertificate>> byName = new HashMap<>();

  CertificateTable(Collection<ServerCertificate> certificates) {
    for (ServerCertificate certificate : certificates) {
      for (String name : certificate.names()) {
        byName.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(certificate);
      }
    }
    byName.values().forEach(list -> list.sort(NEWEST_FIRST));
  }

  /**
   * The newest valid certificate for exactly this name, or else for its wildcard (RFC 9525 section
   * 6.3: the star is one whole label), or else one that was valid once.
   */
  @Nullable ServerCertificate find(String name, Instant now) {
    List<ServerCertificate> exact = byName.getOrDefault(name, List.of());
    int dot = name.indexOf('.');
    List<ServerCertificate> wildcard =
        dot <= 0 ? List.of() : byName.getOrDefault("*" + name.substring(dot), List.of());
    ServerCertificate valid = valid(exact, now);
    valid = valid == null ? valid(wildcard, now) : valid;
    if (valid != null) {
      return valid;
    }
    ServerCertificate expired = expired(exact, now);
    return expired == null ? expired(wildcard, now) : expired;
  }

  private static @Nullable ServerCertificate valid(List<ServerCertificate> list, Instant now) {
    for (ServerCertificate certificate : list) {
      if (certificate.isValid(now)) {
        return certificate;
      }
    }
    return null;
  }

  private static @Nullable ServerCertificate expired(List<ServerCertificate> list, Instant now) {
    for (ServerCertificate certificate : list) {
      if (certificate.isExpired(now)) {
        return certificate;
      }
    }
    return null;
  }
}
