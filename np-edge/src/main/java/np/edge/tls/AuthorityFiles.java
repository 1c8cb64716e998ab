package np.edge.tls;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Set;
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
    String certificate = pem("CERTIFICATE", encoded(identity.certificate()));
    String key = pem("PRIVATE KEY", identity.key().getEncoded());
    replace(secret(), key + certificate, "rw-------");
    replace(certificate(), certificate, "rw-r--r--");
  }

  private static byte[] encoded(X509Certificate certificate) throws IOException {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IOException("a certificate that cannot be written", e);
    }
  }

  private static String pem(String label, byte[] bytes) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private void replace(Path file, String text, String mode) throws IOException {
    Path next = directory.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    try (FileChannel out = FileChannel.open(next, Set.of(CREATE_NEW, WRITE), owner)) {
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel parent = FileChannel.open(directory, READ)) {
      parent.force(true);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
