package np.edge.tls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import np.edge.tls.CertificateStatus.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalAuthorityTest {
  @TempDir private Path home;
  private final TestClock clock = new TestClock();
  private final SecureRandom random = new SecureRandom();
  private LocalAuthority authority;

  @BeforeEach
  void open() {
    authority = open(home.resolve("ca"));
  }

  private LocalAuthority open(Path directory) {
    return new LocalAuthority(directory, clock, random, host -> !host.startsWith("unrouted"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com", "a.b.localhost", "localhost.example.com", "mylocalhost", ".localhost", "",
        "*.localhost", "-a.localhost", "a-.localhost", "A.localhost", "a_b.localhost", "127.0.0.1",
        "a.localhost.", "a..localhost", "localhost\n", "ü.localhost", "unrouted.localhost", "::1",
      })
  void otherNamesGetNoCertificate(String name) {
    assertThat(authority.find(name)).isNull();
    assertThat(Files.exists(home.resolve("ca"))).isFalse();
  }

  @Test
  void labelOnlyAsLongAsDnsAllows() {
    assertThat(authority.find("a".repeat(63) + ".localhost")).isNotNull();
    assertThat(authority.find("a".repeat(64) + ".localhost")).isNull();
  }

  @Test
  void certificateIsForExactlyTheNameAndVerifies() throws Exception {
    ServerCertificate shop = requireNonNull(authority.find("shop.localhost"));
    assertThat(shop.names()).containsExactly("shop.localhost");
    verify(shop);
    assertThat(authority.find("localhost")).isNotNull();
    Path leaf = home.resolve("leaf.pem");
    Files.writeString(leaf, pem(shop.leaf()));
    String said =
        new Openssl(home)
            .run(
                "verify",
                "-x509_strict",
                "-purpose",
                "sslserver",
                "-verify_hostname",
                "shop.localhost",
                "-CAfile",
                authority.certificateFile().toString(),
                leaf.toString());
    assertThat(said).contains("leaf.pem: OK");
  }

  @Test
  void authorityCannotVouchForAnyOtherName() throws Exception {
    assertThat(authority.find("localhost")).isNotNull();
    AuthorityFiles.Identity identity =
        requireNonNull(new AuthorityFiles(home.resolve("ca")).load());
    ServerCertificate stolen =
        new LocalIssuer(identity, random).issue(List.of("bank.example.com"), clock.instant());
    Files.writeString(home.resolve("stolen.pem"), pem(stolen.leaf()));
    String said =
        new Openssl(home)
            .run("verify", "-CAfile", authority.certificateFile().toString(), "stolen.pem");
    assertThat(said).contains("permitted subtree violation");
  }

  @Test
  void oneCertificateIsForAllDatabasesAndThisMachine() throws Exception {
    ServerCertificate databases = requireNonNull(authority.find(LocalAuthority.DATABASES));
    assertThat(databases.names()).containsExactly("*.db.localhost", "localhost");
    verify(databases);
    Files.writeString(home.resolve("leaf.pem"), pem(databases.leaf()));
    for (String[] host :
        new String[][] {
          {"-verify_hostname", "shop.db.localhost"},
          {"-verify_hostname", "localhost"},
          {"-verify_ip", "127.0.0.1"},
          {"-verify_ip", "::1"}
        }) {
      assertThat(openssl(host[0], host[1])).as(host[1]).contains("leaf.pem: OK");
    }
    assertThat(openssl("-verify_ip", "127.0.0.2")).contains("IP address mismatch");
  }

  private String openssl(String option, String value) throws Exception {
    String authorities = authority.certificateFile().toString();
    return new Openssl(home)
        .run("verify", "-x509_strict", option, value, "-CAfile", authorities, "leaf.pem");
  }

  @Test
  void keyIsForItsOwnerOnlyAndSurvivesARestart() throws Exception {
    ServerCertificate before = authority.find("shop.localhost");
    Path secret = home.resolve("ca/ca.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    String certificate = Files.readString(authority.certificateFile());
    assertThat(certificate).doesNotContain("PRIVATE");
    LocalAuthority again = open(home.resolve("ca"));
    ServerCertificate after = requireNonNull(again.find("shop.localhost"));
    assertThat(after).isNotSameAs(before);
    verify(after);
    assertThat(Files.readString(authority.certificateFile())).isEqualTo(certificate);
  }

  @Test
  void damagedAuthorityIsPutAsideAndMadeAnew() throws Exception {
    authority.find("localhost");
    Files.writeString(home.resolve("ca/ca.pem"), "oops");
    verify(requireNonNull(open(home.resolve("ca")).find("localhost")));
    assertThat(Files.readString(home.resolve("ca/ca.pem.damaged"))).isEqualTo("oops");
  }

  @Test
  void certificateIsKeptAndRenewedInTime() {
    ServerCertificate first = authority.find("shop.localhost");
    assertThat(authority.ready("shop.localhost")).isSameAs(first);
    clock.advance(Duration.ofDays(59));
    assertThat(authority.find("shop.localhost")).isSameAs(first);
    clock.advance(Duration.ofDays(2));
    assertThat(authority.ready("shop.localhost")).isNull();
    assertThat(authority.find("shop.localhost")).isNotNull().isNotSameAs(first);
    clock.advance(Duration.ofDays(3600));
    assertThat(authority.find("shop.localhost")).isNotNull();
  }

  @Test
  void memoryOfNamesIsBounded() {
    for (int i = 0; i < 600; i++) {
      authority.find("n" + i + ".localhost");
    }
    assertThat(authority.status().getFirst().names()).hasSize(512);
    assertThat(authority.ready("n0.localhost")).isNull();
    assertThat(authority.ready("n599.localhost")).isNotNull();
  }

  @Test
  void directoryThatCannotBeWrittenIsReported() throws Exception {
    Files.writeString(home.resolve("file"), "");
    LocalAuthority stuck = open(home.resolve("file/ca"));
    assertThat(stuck.find("localhost")).isNull();
    assertThat(stuck.status().getFirst().state()).isEqualTo(State.REFUSED);
    assertThat(stuck.status().getFirst().why()).contains("cannot issue certificates", "ls -l");
  }

  private void verify(ServerCertificate certificate) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    try (var in = Files.newInputStream(authority.certificateFile())) {
      X509Certificate root = (X509Certificate) factory.generateCertificate(in);
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      parameters.setRevocationEnabled(false);
      CertPathValidator.getInstance("PKIX")
          .validate(factory.generateCertPath(List.of(certificate.leaf())), parameters);
    }
  }

  private static String pem(X509Certificate certificate) throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
