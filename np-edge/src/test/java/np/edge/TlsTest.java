package np.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import np.edge.http.EdgeLimits;
import np.edge.limit.ClientLimits;
import np.edge.limit.Refusal;
import np.model.Hostname;
import np.model.Route;
import np.model.WorkloadId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS in front: certificates by name, ALPN, and no way from one app's name to another app. */
final class TlsTest {
  @TempDir Path keys;
  private final AtomicReference<@Nullable SslContext> context = new AtomicReference<>();
  private EdgeFixture edge;
  private RawServer instance;

  @BeforeEach
  void start() throws Exception {
    context.set(serverContext("shop.localhost"));
    edge =
        new EdgeFixture(
            Files.createTempDirectory("edge"),
            EdgeLimits.defaults(),
            sni -> sni != null && sni.endsWith("unknown.localhost") ? null : context.get());
    instance =
        edge.serve(
            request -> {
              request.ok(request.header("x-forwarded-proto"));
              return true;
            });
    WorkloadId other = WorkloadId.parse("acme/blog/web");
    edge.publish(
        EdgeFixture.proxy(EdgeFixture.HOST, EdgeFixture.WEB),
        EdgeFixture.proxy("www.localhost", EdgeFixture.WEB),
        new Route.Closed(new Hostname("blog.localhost"), "/", other.app(), "closed"));
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
  }

  private SslContext serverContext(String name) throws Exception {
    Path store = keys.resolve(name + System.nanoTime() + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keyStore = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keyStore.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keyStore, "changeit".toCharArray());
    return SslContextBuilder.forServer(factory)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                "h2",
                "http/1.1"))
        .build();
  }

  private SSLSocket socket(String sni, String... protocols) throws Exception {
    SSLContext client = SSLContext.getInstance("TLS");
    client.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", edge.tlsPort());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(sni)));
    parameters.setApplicationProtocols(protocols);
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return socket;
  }

  @Test
  void aRequestOverTlsTellsItsInstanceSo() throws Exception {
    try (RawClient client = new RawClient(socket(EdgeFixture.HOST, "http/1.1"))) {
      assertThat(client.get(EdgeFixture.HOST, "/").answer().body()).isEqualTo("https");
      assertThat(client.get("www.localhost", "/").answer().body()).isEqualTo("https");
    }
    try (RawClient client = new RawClient(socket(EdgeFixture.HOST))) {
      assertThat(client.get(EdgeFixture.HOST, "/").answer().body()).isEqualTo("https");
    }
  }

  @Test
  void http2IsAgreedOnByAlpn() throws Exception {
    try (SSLSocket socket = socket(EdgeFixture.HOST, "h2", "http/1.1")) {
      assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
    }
  }

  @Test
  void aHostOfAnotherAppThanTheNamesIsMisdirected() throws Exception {
    for (String host : List.of("blog.localhost", "BLOG.localhost.", "blog.localhost:443")) {
      try (RawClient client = new RawClient(socket(EdgeFixture.HOST))) {
        assertThat(client.get(host, "/").answer().status()).isEqualTo(421);
      }
    }
    try (RawClient client = new RawClient(socket("nobody.localhost"))) {
      assertThat(client.get(EdgeFixture.HOST, "/").answer().status()).isEqualTo(421);
    }
    assertThat(instance.heads()).isEmpty();
  }

  @Test
  void aNameWithoutCertificateIsRefused() {
    assertThatThrownBy(() -> socket("unknown.localhost")).isInstanceOf(IOException.class);
  }

  @Test
  void aNewCertificateIsUsedForTheNextConnection() throws Exception {
    SslContext made = serverContext("renewed.localhost"); // may take longer than a first byte
    try (SSLSocket old = socket(EdgeFixture.HOST)) {
      context.set(made);
      try (SSLSocket renewed = socket(EdgeFixture.HOST);
          RawClient still = new RawClient(old)) {
        assertThat(renewed.getSession().getPeerPrincipal().getName())
            .isEqualTo("CN=renewed.localhost");
        assertThat(still.get(EdgeFixture.HOST, "/").answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void anAddressThatBeginsTlsTooOftenIsDenied() throws Exception {
    edge.close();
    ClientLimits oneASecond = new ClientLimits(100, 100, 1, ClientLimits.Loopback.LIMITED);
    edge =
        new EdgeFixture(
            Files.createTempDirectory("edge"),
            EdgeFixture.limits(oneASecond, Integer.MAX_VALUE),
            sni -> context.get());
    for (int i = 0; i < 10; i++) {
      socket("shop.localhost").close();
    }
    assertThatThrownBy(this::shakeHandsOften).hasMessageContaining("access_denied");
    assertThat(edge.server().metrics().limitedTotal(Refusal.CLIENT_HANDSHAKES)).isPositive();
  }

  private void shakeHandsOften() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      socket("shop.localhost").close();
    }
  }

  @Test
  void plainTextOnATlsPortIsClosed() throws Exception {
    try (RawClient client = new RawClient(edge.tlsPort())) {
      client.get(EdgeFixture.HOST, "/");
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(instance.heads()).isEmpty();
  }
}
