package np.edge.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the local authority. {@code ca.pem} has key and certificate together, so that they
 * cannot come apart, and is for its owner only; {@code ca.crt} is the certificate for everybody.
 */
final class AuthorityFiles {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorityFiles.class);

  private final Path directory;

  AuthorityFiles(Path directory) {
    this.directory = directory;
  }

  /** What an authority consists of. */
  record Identity(PrivateKey key, X509Certificate certificate) {}

  Path certificate() {
    return directory.resolve("ca.crt");
  }

  private Path secret() {
    return directory.resolve("ca.pem");
  }

  /** What was saved; null when nothing was. Something unreadable is put aside, not deleted. */
  @Nullable Identity load() throws IOException {
    if (!Files.exists(secret())) {
      return null;
    }
    try {
      ServerCertificate read = new PairFiles(secret(), secret()).readAny();
      return new Identity(read.key(), read.leaf());
    } catch (RefusedPairException e) {
      LOG.warn("event=local_authority_damaged file={} why=\"{}\"", secret(), e.why());
      Path aside = directory.resolve("ca.pem.damaged");
      Files.move(secret(), aside, StandardCopyOption.REPLACE_EXISTING);
      return null;
    }
  }

  /** Returns when both files would survive a loss of power. */
  void save(Identity identity) throws IOException {
    Files.createDirectories(directory);
    String certificate = PemFile.block(identity.certificate());
    PemFile.secret(secret()).replace(PemFile.block(identity.key()) + certificate);
    PemFile.open(certificate()).replace(certificate);
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
