package np.edge.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The files of a certificate and of its key.
 *
 * @param certificate {@code <name>.crt}, a PEM chain in any order
 * @param key {@code <name>.key}, PEM
 */
record PairFiles(Path certificate, Path key) {
  private static final long MAX_BYTES = 1 << 20;
  private static final Set<PosixFilePermission> OPEN =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /** The pair whose certificate is this file. */
  static PairFiles of(Path certificate) {
    String name = String.valueOf(certificate.getFileName());
    String base = name.substring(0, name.length() - ".crt".length());
    return new PairFiles(certificate, certificate.resolveSibling(base + ".key"));
  }

  /** The name of the certificate's file. */
  String name() {
    return String.valueOf(certificate.getFileName());
  }

  /** What changes with the files. */
  String stamp() throws IOException {
    return stamp(certificate) + stamp(key);
  }

  /** Reads and checks both: they must belong together and speak for a name. */
  ServerCertificate read() throws RefusedPairException {
    ServerCertificate read = readAny();
    if (read.names().isEmpty()) {
      throw new RefusedPairException(
          "the certificate has no DNS name among its subject alternative names");
    }
    return read;
  }

  /** The same for a certificate that need not be a server's. */
  ServerCertificate readAny() throws RefusedPairException {
    PrivateKey privateKey = PrivateKeys.read(text(key));
    List<X509Certificate> all = certificates(text(certificate));
    X509Certificate leaf = leaf(all, privateKey);
    return new ServerCertificate(name(), CertificateChain.order(leaf, all), privateKey);
  }

  /** A warning when others can read the key; empty otherwise. */
  String warning() {
    try {
      boolean open = Files.getPosixFilePermissions(key).stream().anyMatch(OPEN::contains);
      return open ? key.getFileName() + " can be read by others: chmod 600 " + key : "";
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  private static String stamp(Path file) throws IOException {
    try {
      var facts = Files.readAttributes(file, BasicFileAttributes.class);
      return facts.size() + " " + facts.lastModifiedTime() + " " + facts.fileKey() + "\n";
    } catch (NoSuchFileException e) {
      return "none\n";
    }
  }

  private static String text(Path file) throws RefusedPairException {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new RefusedPairException(file.getFileName() + " is larger than 1 MB");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new RefusedPairException("there is no " + file.getFileName() + " beside it", e);
    } catch (IOException e) {
      throw new RefusedPairException(
          file.getFileName() + " cannot be read: " + e.getClass().getSimpleName(), e);
    }
  }

  private static List<X509Certificate> certificates(String pem) throws RefusedPairException {
    List<X509Certificate> all = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemBlock block : PemBlock.parse(pem)) {
        if (block.label().endsWith("CERTIFICATE")) {
          var in = new ByteArrayInputStream(block.bytes());
          all.add((X509Certificate) factory.generateCertificate(in));
        }
      }
    } catch (CertificateException e) {
      throw new RefusedPairException("a certificate block is damaged", e);
    }
    if (all.isEmpty()) {
      throw new RefusedPairException("the file holds no certificate in PEM form");
    }
    return all;
  }

  private static X509Certificate leaf(List<X509Certificate> all, PrivateKey key)
      throws RefusedPairException {
    for (X509Certificate certificate : all) {
      if (belong(certificate.getPublicKey(), key)) {
        return certificate;
      }
    }
    throw new RefusedPairException("the key does not belong to the certificate");
  }

  /** Whether what the private key signs, the public key verifies. */
  private static boolean belong(PublicKey publicKey, PrivateKey privateKey) {
    String algorithm =
        switch (privateKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> privateKey.getAlgorithm();
        };
    byte[] probe = "np".getBytes(StandardCharsets.UTF_8);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(privateKey);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // keys of different kinds
    }
  }
}
