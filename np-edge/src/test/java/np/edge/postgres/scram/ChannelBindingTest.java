package np.edge.postgres.scram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates are openssl's. */
final class ChannelBindingTest {
  @TempDir private Path directory;

  @Test
  void usesTheHashOfTheSignature() throws Exception {
    assertHash("SHA-256", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-sha256");
    assertHash("SHA-384", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384", "-sha384");
    assertHash("SHA-512", "-newkey", "rsa:2048", "-sha512");
  }

  @Test
  void replacesSha1() throws Exception {
    assertHash("SHA-256", "-newkey", "rsa:2048", "-sha1");
  }

  @Test
  void readsTheHashOfPss() throws Exception {
    assertHash("SHA-384", "-newkey", "rsa:2048", "-sha384", "-sigopt", "rsa_padding_mode:pss");
  }

  @Test
  void hasNoneForSignaturesWithoutAHash() throws Exception {
    assertThat(ChannelBinding.of(certificate("-newkey", "ed25519"))).isEmpty();
  }

  private void assertHash(String hash, String... options) throws Exception {
    X509Certificate certificate = certificate(options);
    assertThat(ChannelBinding.of(certificate).orElseThrow())
        .isEqualTo(MessageDigest.getInstance(hash).digest(certificate.getEncoded()));
  }

  private X509Certificate certificate(String... options) throws Exception {
    Path file = directory.resolve("x.crt");
    List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes"));
    command.addAll(List.of("-subj", "/CN=x", "-keyout", directory.resolve("x.key").toString()));
    command.addAll(List.of("-out", file.toString()));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
    byte[] bytes = Files.readAllBytes(file);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }
}
