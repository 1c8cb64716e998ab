package np.edge.tls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
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
    long second = Instant.now().getEpochSecond(); // all that the beginning of a certificate tells
    Awaitility.await().until(() -> Instant.now().getEpochSecond() > second);
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

  @Test
  void badPairDoesNoHarmAfterARestartEither() throws Exception {
    openssl.pair("a", 30, "a.example.com");
    ServerCertificate before = requireNonNull(directory.find("a.example.com"));
    Files.writeString(file("a.key"), "half a fi");
    try (CertificateDirectory again = new CertificateDirectory(certs, clock)) {
      ServerCertificate after = requireNonNull(again.find("a.example.com"));
      assertThat(after.leaf()).isEqualTo(before.leaf());
      assertThat(again.status()).anyMatch(s -> s.state() == State.REFUSED);
    }
    Path copy = file(".last-good/a.crt.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    Files.delete(file("a.crt"));
    try (CertificateDirectory last = new CertificateDirectory(certs, clock)) {
      assertThat(last.find("a.example.com")).isNull();
    }
    assertThat(copy).doesNotExist();
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
