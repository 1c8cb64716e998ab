package np.edge.tls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.OpenSslServerContext;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import np.edge.tls.CertificateStatus.State;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateDirectoryTest {
  @TempDir private Path certs;
  private final TestClock clock = new TestClock();
  private Openssl openssl;
  private CertificateDirectory directory;

  @BeforeEach
  void open() {
    openssl = new Openssl(certs);
    directory = new CertificateDirectory(certs, clock);
  }

  @AfterEach
  void close() {
    directory.close();
  }

  @Test
  void keyOfAnotherCertificateIsRefusedWithTheReason() throws Exception {
    openssl.pair("a", 30, "a.example.com");
    openssl.pair("b", 30, "b.example.com");
    Files.copy(file("b.key"), file("a.key"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(directory.find("a.example.com")).isNull();
    assertThat(directory.find("b.example.com")).isNotNull();
    assertThat(why("a.crt")).isEqualTo("the key does not belong to the certificate");
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
    assertThat(directory.find("good.example.com")).isNotNull();
    assertThat(why("garbage.crt")).contains("no certificate in PEM form");
    assertThat(why("nokey.crt")).isEqualTo("there is no nokey.key beside it");
    assertThat(why("badkey.crt")).contains("cannot be read");
    assertThat(why("emptykey.crt")).contains("no private key in PEM form");
    assertThat(why("damaged.crt")).contains("damaged");
    assertThat(why("locked.crt")).contains("passphrase");
    assertThat(why("nameless.crt")).contains("no DNS name");
    assertThat(directory.find("nameless.example.com")).isNull();
  }

  @Test
  void wildcardStandsForOneLabelAndTheExactNameWins() throws Exception {
    openssl.pair("wild", 30, "*.example.com");
    openssl.pair("exact", 30, "www.example.com");
    assertThat(source("shop.example.com")).isEqualTo("wild.crt");
    assertThat(source("www.example.com")).isEqualTo("exact.crt");
    assertThat(source("a.b.example.com")).isNull();
    assertThat(source("example.com")).isNull();
    assertThat(source(".example.com")).isNull();
    assertThat(source("")).isNull();
    assertThat(source("*.example.com")).isEqualTo("wild.crt");
    assertThat(source("com")).isNull();
  }

  @Test
  void newestValidCertificateWins() throws Exception {
    openssl.pair("b-old", 400, "www.example.com");
    Thread.sleep(1100); // the beginning of a certificate has a resolution of a second
    openssl.pair("a-new", 30, "www.example.com");
    assertThat(source("www.example.com")).isEqualTo("a-new.crt");
    clock.advance(Duration.ofDays(31));
    assertThat(source("www.example.com")).isEqualTo("b-old.crt");
    assertThat(status("a-new.crt").state()).isEqualTo(State.EXPIRED);
    assertThat(status("a-new.crt").why()).startsWith("expired on 20");
  }

  @Test
  void expiredCertificateIsUsedOnlyWhereThereIsNoOther() throws Exception {
    openssl.pair("exact", 1, "www.example.com");
    openssl.pair("wild", 30, "*.example.com");
    clock.advance(Duration.ofDays(2));
    assertThat(source("www.example.com")).isEqualTo("wild.crt");
    clock.advance(Duration.ofDays(30));
    assertThat(source("www.example.com")).isEqualTo("exact.crt");
  }

  @Test
  void certificateOfTheFutureIsNotUsed() throws Exception {
    openssl.pair("a", 30, "a.example.com");
    clock.advance(Duration.ofDays(-1));
    assertThat(directory.find("a.example.com")).isNull();
    assertThat(status("a.crt").state()).isEqualTo(State.NOT_YET_VALID);
    clock.advance(Duration.ofDays(1));
    assertThat(directory.find("a.example.com")).isNotNull();
  }

  @Test
  void endThatComesNearIsAnnounced() throws Exception {
    openssl.pair("a", 10, "a.example.com");
    directory.find("a.example.com");
    assertThat(status("a.crt").state()).isEqualTo(State.VALID);
    assertThat(status("a.crt").why()).startsWith("expires in 9 days");
  }

  @Test
  void keyThatOthersCanReadIsUsedWithAWarning() throws Exception {
    openssl.pair("a", 30, "a.example.com");
    Files.setPosixFilePermissions(file("a.key"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(directory.find("a.example.com")).isNotNull();
    assertThat(status("a.crt").state()).isEqualTo(State.VALID);
    assertThat(status("a.crt").why()).contains("can be read by others: chmod 600 ");
    Files.setPosixFilePermissions(file("a.key"), PosixFilePermissions.fromString("rw-------"));
    assertThat(status("a.crt").why()).isEmpty();
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
    TlsContexts contexts = new TlsContexts(new SecureRandom());
    for (String name : List.of("rsa1", "rsa8", "ec1", "ec384", "ec8")) {
      openssl.certificate(name, name + ".example.com");
    }
    TlsContexts plain = new TlsContexts(new SecureRandom(), () -> SslProvider.JDK);
    for (String name : List.of("rsa1", "rsa8", "ec1", "ec384", "ec8")) {
      ServerCertificate found = requireNonNull(directory.find(name + ".example.com"), name);
      assertThat(found.context(contexts, clock.instant())).isInstanceOf(OpenSslServerContext.class);
      assertThat(plain.make(found, clock.instant()).current(clock.instant()))
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
    ServerCertificate found = requireNonNull(directory.find("leaf.example.com"));
    assertThat(found.chain().stream().map(c -> c.getSubjectX500Principal().getName()))
        .containsExactly("CN=leaf", "CN=middle");
  }

  @Test
  void changesAreSeenAndABadPairNeverReplacesAGoodOne() throws Exception {
    directory.start();
    openssl.pair("a", 30, "a.example.com");
    Awaitility.await().until(() -> directory.ready("a.example.com") != null);
    ServerCertificate first = directory.ready("a.example.com");
    Files.writeString(file("a.crt"), "half a fi");
    Awaitility.await().until(() -> statuses().contains(State.REFUSED));
    assertThat(directory.ready("a.example.com")).isSameAs(first);
    assertThat(directory.status())
        .anyMatch(s -> s.state() == State.REFUSED && s.why().contains("stays in use"));
    openssl.pair("a", 60, "a.example.com", "b.example.com");
    Awaitility.await().until(() -> directory.ready("b.example.com") != null);
    assertThat(directory.ready("a.example.com")).isNotSameAs(first);
    assertThat(statuses()).containsExactly(State.VALID);
    Files.delete(file("a.crt"));
    Awaitility.await().until(() -> directory.ready("a.example.com") == null);
    assertThat(directory.status()).isEmpty();
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

  private Path file(String name) {
    return certs.resolve(name);
  }

  private @Nullable String source(String name) {
    ServerCertificate found = directory.find(name);
    return found == null ? null : found.source();
  }

  private List<State> statuses() {
    return directory.status().stream().map(CertificateStatus::state).toList();
  }

  private CertificateStatus status(String source) {
    return directory.status().stream()
        .filter(s -> s.source().equals(source))
        .findFirst()
        .orElseThrow();
  }

  private String why(String source) throws IOException {
    CertificateStatus status = status(source);
    assertThat(status.state()).isEqualTo(State.REFUSED);
    return status.why();
  }
}
