package np.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.OpenSslServerContext;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PairFilesTest {
  @TempDir private Path certs;
  private Openssl openssl;

  @BeforeEach
  void open() {
    openssl = new Openssl(certs);
  }

  @Test
  void unusableFilesAreRefusedWithTheReason() throws Exception {
    openssl.pair("good", 30, "good.example.com");
    Files.writeString(file("garbage.crt"), "hello");
    Files.copy(file("good.key"), file("garbage.key"));
    Files.copy(file("good.crt"), file("nokey.crt"));
    Files.copy(file("good.crt"), file("badkey.crt"));
    Files.writeString(
        file("badkey.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----");
    Files.copy(file("good.crt"), file("emptykey.crt"));
    Files.writeString(file("emptykey.key"), "");
    String damaged = Files.readString(file("good.crt")).replaceFirst("MII", "AAA");
    Files.writeString(file("damaged.crt"), damaged);
    Files.copy(file("good.key"), file("damaged.key"));
    Files.copy(file("good.crt"), file("locked.crt"));
    openssl.run("pkcs8", "-topk8", "-in", "good.key", "-passout", "pass:x", "-out", "locked.key");
    openssl.run(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=nameless.example.com",
        "-keyout",
        "nameless.key",
        "-out",
        "nameless.crt");
    assertThat(read("good").names()).containsExactly("good.example.com");
    assertThat(why("garbage")).contains("no certificate in PEM form");
    assertThat(why("nokey")).isEqualTo("there is no nokey.key beside it");
    assertThat(why("badkey")).contains("cannot be read");
    assertThat(why("emptykey")).contains("no private key in PEM form");
    assertThat(why("damaged")).contains("damaged");
    assertThat(why("locked")).contains("passphrase");
    assertThat(why("nameless")).contains("no DNS name");
  }

  @Test
  void allFormsOfKeysAreTaken() throws Exception {
    openssl.run("genrsa", "-traditional", "-out", "rsa1.key", "2048");
    openssl.run("genrsa", "-out", "rsa8.key", "2048");
    openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-out", "ec1.key");
    openssl.run("ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", "ec384.key");
    openssl.run(
        "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "ec8.key");
    assertThat(Files.readString(file("rsa1.key"))).contains("BEGIN RSA PRIVATE KEY");
    assertThat(Files.readString(file("ec1.key"))).contains("EC PARAMETERS", "BEGIN EC PRIVATE KEY");
    Instant now = Instant.now();
    TlsContexts contexts = new TlsContexts(new SecureRandom());
    for (String name : List.of("rsa1", "rsa8", "ec1", "ec384", "ec8")) {
      openssl.certificate(name, name + ".example.com");
    }
    TlsContexts plain = new TlsContexts(new SecureRandom(), () -> SslProvider.JDK);
    for (String name : List.of("rsa1", "rsa8", "ec1", "ec384", "ec8")) {
      ServerCertificate found = read(name);
      assertThat(found.context(contexts, CertificateUse.HTTP, now))
          .isInstanceOf(OpenSslServerContext.class);
      assertThat(plain.make(found, CertificateUse.HTTP, now).current(now))
          .isInstanceOf(JdkSslContext.class);
    }
  }

  @Test
  void chainIsPutInOrderAndTheRootLeftOut() throws Exception {
    makeChain();
    String leaf = Files.readString(file("leaf.pem"));
    String middle = Files.readString(file("middle.pem"));
    String root = Files.readString(file("root.pem"));
    Files.writeString(file("leaf.crt"), root + middle + leaf);
    ServerCertificate found = read("leaf");
    assertThat(found.chain().stream().map(c -> c.getSubjectX500Principal().getName()))
        .containsExactly("CN=leaf", "CN=middle");
  }

  private void makeChain() throws Exception {
    String[] names = {"root", "middle", "leaf"};
    for (String name : names) {
      openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", name + ".key");
      openssl.run(
          "req",
          "-new",
          "-key",
          name + ".key",
          "-subj",
          "/CN=" + name,
          "-addext",
          "subjectAltName=DNS:" + name + ".example.com",
          "-out",
          name + ".csr");
    }
    openssl.run("x509", "-req", "-in", "root.csr", "-signkey", "root.key", "-out", "root.pem");
    openssl.run(
        "x509",
        "-req",
        "-in",
        "middle.csr",
        "-CA",
        "root.pem",
        "-CAkey",
        "root.key",
        "-CAcreateserial",
        "-out",
        "middle.pem");
    openssl.run(
        "x509",
        "-req",
        "-in",
        "leaf.csr",
        "-CA",
        "middle.pem",
        "-CAkey",
        "middle.key",
        "-CAcreateserial",
        "-copy_extensions",
        "copyall",
        "-out",
        "leaf.pem");
  }

  private ServerCertificate read(String name) throws RefusedPairException {
    return PairFiles.of(file(name + ".crt")).read();
  }

  private String why(String name) {
    return catchThrowableOfType(RefusedPairException.class, () -> read(name)).why();
  }

  private Path file(String name) {
    return certs.resolve(name);
  }
}
