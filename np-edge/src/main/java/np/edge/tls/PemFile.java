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

/**
 * A PEM file of the edge's own, replaced whole: after a loss of power it is the old one or the new
 * one.
 *
 * @param path in a directory that exists
 * @param mode as {@code rw-------}
 */
record PemFile(Path path, String mode) {
  private static final int LINE = 64;

  /** A file that only its owner may read. */
  static PemFile secret(Path path) {
    return new PemFile(path, "rw-------");
  }

  /** A file that everybody may read. */
  static PemFile open(Path path) {
    return new PemFile(path, "rw-r--r--");
  }

  static String block(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  static String block(X509Certificate certificate) throws IOException {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IOException("a certificate that cannot be written", e);
    }
  }

  private static String block(String label, byte[] bytes) {
    String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  /** Returns when the text would survive a loss of power. */
  void replace(String text) throws IOException {
    Path next = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(next);
    var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    try (FileChannel out = FileChannel.open(next, Set.of(CREATE_NEW, WRITE), permissions)) {
      ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel parent = FileChannel.open(path.toAbsolutePath().getParent(), READ)) {
      parent.force(true);
    }
  }
}
