package np.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import np.edge.tls.CertificateStatus.State;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS of a real edge, with openssl and the JDK as clients. */
final class EdgeTlsTest {
  private static final String LOCAL = "shop.localhost";
  private static final String PUBLIC = "www.example.com";

  @TempDir private Path home;
  private TlsFixture edge;
  private Openssl openssl;

  @BeforeEach
  void start() throws IOException {
    edge = new TlsFixture(home, LOCAL, PUBLIC, "localhost", "other.example.com");
    edge.file("index.html", "hello".getBytes(StandardCharsets.UTF_8));
    openssl = new Openssl(edge.certs());
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void nothingIsMadeBeforeTheFirstConnection() {
    assertThat(Files.exists(home.resolve("edge/ca"))).isFalse();
    assertThat(edge.certificates().status()).isEmpty();
  }

  @Test
  void unknownNamesAreRefusedAndNeverGetAnotherCertificate() throws Exception {
    pair(PUBLIC, 30);
    for (String name :
        List.of("www.example.org", "a.b.localhost", "example.com", "localhost.evil.com")) {
      String said = client("-servername", name);
      assertThat(said).as(name).contains("unrecognized name").doesNotContain("BEGIN CERTIFICATE");
    }
    String said = client("-noservername");
    assertThat(said).contains("unrecognized name").doesNotContain("BEGIN CERTIFICATE");
    assertThat(client("-servername", "WWW.Example.COM")).contains("CN = " + PUBLIC);
  }

  @Test
  void garbageInsteadOfAClientHelloIsClosed() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readAllBytes().length).isLessThan(100);
    }
  }

  @Test
  void onlyNewVersionsAndStrongCiphersAreSpoken() throws Exception {
    pair(PUBLIC, 30);
    assertThat(client("-servername", PUBLIC, "-tls1_3")).contains("New, TLSv1.3");
    assertThat(client("-servername", PUBLIC, "-tls1_2")).contains("New, TLSv1.2");
    String weak = "DEFAULT:@SECLEVEL=0";
    assertThat(client("-servername", PUBLIC, "-tls1_1", "-cipher", weak)).contains("New, (NONE)");
    assertThat(client("-servername", PUBLIC, "-tls1", "-cipher", weak)).contains("New, (NONE)");
    for (String cipher : List.of("AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "AES256-SHA")) {
      String said = client("-servername", PUBLIC, "-tls1_2", "-cipher", cipher + ":@SECLEVEL=0");
      assertThat(said).as(cipher).contains("New, (NONE)");
    }
  }

  @Test
  void protocolIsChosenByAlpn() throws Exception {
    pair(PUBLIC, 30);
    assertThat(client("-servername", PUBLIC, "-alpn", "h2,http/1.1")).contains("ALPN protocol: h2");
    assertThat(client("-servername", PUBLIC, "-alpn", "http/1.1"))
        .contains("ALPN protocol: http/1.1");
    assertThat(client("-servername", PUBLIC, "-alpn", "foo")).contains("No ALPN negotiated");
  }

  @Test
  void sessionsAreResumedUnderTheirOwnNameOnly() throws Exception {
    pair(PUBLIC, 30);
    pair("other.example.com", 30);
    for (String version : List.of("-tls1_2", "-tls1_3")) {
      String request = "GET / HTTP/1.1\r\nHost: " + PUBLIC + "\r\nConnection: close\r\n\r\n";
      openssl.talk(
          request,
          "s_client",
          "-connect",
          "127.0.0.1:" + edge.port(),
          "-servername",
          PUBLIC,
          version,
          "-ign_eof",
          "-sess_out",
          "session.pem");
      assertThat(client("-servername", PUBLIC, version, "-sess_in", "session.pem"))
          .contains("Reused,");
      assertThat(client("-servername", "other.example.com", version, "-sess_in", "session.pem"))
          .contains("New,");
    }
  }

  @Test
  void localNamesAreIssuedAndTrustedThroughTheAuthority() throws Exception {
    assertThat(client("-servername", LOCAL)).contains("np local authority");
    Path root = edge.authority().certificateFile();
    try (SSLSocket socket = edge.connect(LOCAL, root)) {
      assertThat(get(socket, LOCAL)).contains("hello");
    }
    Assertions.assertThatThrownBy(() -> edge.connect("deep.shop.localhost", root))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void ownPairForALocalNameWinsOverTheAuthority() throws Exception {
    pair(LOCAL, 30);
    assertThat(client("-servername", LOCAL)).contains("CN = " + LOCAL);
  }

  @Test
  void manyFirstConnectionsAtOnceGetTheSameCertificate() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      client("-servername", LOCAL);
      Path root = edge.authority().certificateFile();
      List<Future<String>> serials = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        serials.add(threads.submit(() -> serial("localhost.localhost", root)));
      }
      String first = serials.getFirst().get();
      for (Future<String> serial : serials) {
        assertThat(serial.get()).isEqualTo(first);
      }
    }
  }

  @Test
  void newPairIsUsedWhileOldConnectionsGoOn() throws Exception {
    pair(PUBLIC, 30);
    Path before = Files.copy(edge.certs().resolve(PUBLIC + ".crt"), home.resolve("before.pem"));
    AtomicBoolean done = new AtomicBoolean();
    try (SSLSocket open = edge.connect(PUBLIC, before);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> load = threads.submit(() -> load(done));
      assertThat(get(open, PUBLIC)).contains("hello");
      pair(PUBLIC, 60);
      Path after = edge.certs().resolve(PUBLIC + ".crt");
      Awaitility.await().ignoreExceptions().until(() -> serial(PUBLIC, after) != null);
      assertThat(get(open, PUBLIC)).contains("hello");
      done.set(true);
      assertThat(load.get()).isPositive();
    }
  }

  @Test
  void badPairDoesNotDisturbTheGoodOne() throws Exception {
    pair(PUBLIC, 30);
    Path good = Files.copy(edge.certs().resolve(PUBLIC + ".crt"), home.resolve("good.pem"));
    openssl.pair("other", 30, "other.example.com");
    Files.copy(
        edge.certs().resolve("other.key"),
        edge.certs().resolve(PUBLIC + ".key"),
        StandardCopyOption.REPLACE_EXISTING);
    Awaitility.await()
        .until(
            () -> edge.certificates().status().stream().anyMatch(s -> s.state() == State.REFUSED));
    try (SSLSocket socket = edge.connect(PUBLIC, good)) {
      assertThat(get(socket, PUBLIC)).contains("hello");
    }
  }

  @Test
  void http2ClientGetsFilesOfAnySize() throws Exception {
    byte[] large = new byte[3_000_001];
    new Random(1).nextBytes(large);
    edge.file("large.bin", large);
    client("-servername", "localhost");
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(TlsFixture.context(edge.authority().certificateFile()))
            .build()) {
      HttpResponse<byte[]> page = client.send(request("/"), BodyHandlers.ofByteArray());
      assertThat(page.version()).isEqualTo(Version.HTTP_2);
      assertThat(page.body()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
      List<Future<byte[]>> bodies = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 8; i++) {
          bodies.add(
              threads.submit(
                  () -> client.send(request("/large.bin"), BodyHandlers.ofByteArray()).body()));
        }
        for (Future<byte[]> body : bodies) {
          assertThat(body.get()).isEqualTo(large);
        }
      }
    }
  }

  private HttpRequest request(String target) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + edge.port() + target)).build();
  }

  /** Makes connections one after the other; every one must work, with whichever certificate. */
  private int load(AtomicBoolean done) throws Exception {
    int count = 0;
    while (!done.get()) {
      String said = client("-servername", PUBLIC);
      assertThat(said).contains("CN = " + PUBLIC);
      count++;
    }
    return count;
  }

  private String serial(String host, Path trusted) throws Exception {
    try (SSLSocket socket = edge.connect(host, trusted)) {
      X509Certificate peer = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return peer.getSerialNumber().toString(16);
    }
  }

  private static String get(SSLSocket socket, String host) throws IOException {
    String text = "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("hello") < 0) {
      int c = socket.getInputStream().read();
      if (c < 0) {
        throw new IOException("closed after " + answer);
      }
      answer.append((char) c);
    }
    return answer.toString();
  }

  /** Puts a pair in place the way operators do, and waits until it is seen. */
  private void pair(String host, int days) throws Exception {
    ServerCertificate before = edge.directory().ready(host);
    openssl.pair(host, days, host);
    edge.directory().start();
    Awaitility.await()
        .until(
            () -> edge.directory().ready(host) != null && edge.directory().ready(host) != before);
  }

  private String client(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("s_client", "-connect", "127.0.0.1:" + edge.port()));
    all.addAll(List.of(arguments));
    return openssl.run(all.toArray(String[]::new));
  }
}
