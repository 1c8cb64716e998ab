package np.edge.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import np.edge.tls.CertificateStatus.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues certificates for {@code localhost} and {@code <label>.localhost} on this machine, and one
 * for {@code *.db.localhost}, when they are first asked for. Its own certificate cannot vouch for
 * any other name (RFC 5280 section 4.2.1.10), so that trusting it is safe even if its key is
 * stolen. It is made when it is first needed, and nothing of it is loaded before.
 */
public final class LocalAuthority implements CertificateSource {
  /** The name of the certificate for all databases, which also speaks for this machine. */
  public static final String DATABASES = "*.db.localhost";

  private static final Logger LOG = LoggerFactory.getLogger(LocalAuthority.class);
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)?localhost");
  private static final int MAX_ISSUED = 512;
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);

  private final AuthorityFiles files;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Predicate<String> routed;
  private final LinkedHashMap<String, ServerCertificate> issued =
      new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable LocalIssuer issuer;
  private String trouble = "";

  /**
   * An authority.
   *
   * @param directory of its key and certificate; made when missing
   * @param routed whether a host is worth a certificate, as anybody can ask for any name
   */
  public LocalAuthority(
      Path directory, InstantSource clock, SecureRandom random, Predicate<String> routed) {
    this.files = new AuthorityFiles(directory);
    this.clock = clock;
    this.random = random;
    this.routed = routed;
  }

  /** The certificate that people let their browsers trust, PEM; there once it was needed. */
  public Path certificateFile() {
    return files.certificate();
  }

  @Override
  public synchronized @Nullable ServerCertificate ready(String name) {
    ServerCertificate known = issued.get(name);
    Instant soon = clock.instant().plus(RENEW_BEFORE);
    return known == null || !known.isValid(soon) ? null : known;
  }

  @Override
  public synchronized @Nullable ServerCertificate find(String name) {
    if (!name.equals(DATABASES) && (!NAME.matcher(name).matches() || !routed.test(name))) {
      return null;
    }
    ServerCertificate known = ready(name);
    return known == null ? issue(name) : known;
  }

  @Override
  public synchronized List<CertificateStatus> status() {
    if (!trouble.isEmpty()) {
      return List.of(
          new CertificateStatus(
              files.toString(), List.of(), Optional.empty(), State.REFUSED, trouble));
    }
    LocalIssuer known = issuer;
    if (known == null) {
      return List.of();
    }
    return List.of(
        new CertificateStatus(
            files.toString(),
            List.copyOf(issued.keySet()),
            Optional.of(known.notAfter()),
            State.VALID,
            ""));
  }

  private @Nullable ServerCertificate issue(String name) {
    try {
      ServerCertificate fresh =
          name.equals(DATABASES)
              ? issuer().issueWithLoopback(List.of(name, "localhost"), clock.instant())
              : issuer().issue(List.of(name), clock.instant());
      trouble = "";
      issued.put(name, fresh);
      if (issued.size() > MAX_ISSUED) {
        issued.pollFirstEntry();
      }
      return fresh;
    } catch (IOException | GeneralSecurityException e) {
      if (trouble.isEmpty()) {
        LOG.warn("event=local_authority_failed directory={}", files, e);
      }
      trouble = "cannot issue certificates: " + e.getMessage() + "; see ls -l " + files;
      return null;
    }
  }

  private LocalIssuer issuer() throws IOException, GeneralSecurityException {
    LocalIssuer known = issuer;
    Instant needed = clock.instant().plus(LocalIssuer.LEAF_LIFE);
    if (known == null || known.notAfter().isBefore(needed)) {
      AuthorityFiles.Identity identity = files.load();
      if (identity == null || ends(identity).isBefore(needed)) {
        identity = LocalIssuer.create(random, clock.instant());
        files.save(identity);
        LOG.info("event=local_authority_made certificate={}", files.certificate());
      }
      known = new LocalIssuer(identity, random);
      issuer = known;
    }
    return known;
  }

  private static Instant ends(AuthorityFiles.Identity identity) {
    return identity.certificate().getNotAfter().toInstant();
  }
}
