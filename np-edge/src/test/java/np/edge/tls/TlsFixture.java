package np.edge.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import np.edge.EdgeConfig;
import np.edge.EdgeServer;
import np.edge.Listen;
import np.edge.files.SiteLimits;
import np.edge.files.StaticSites;
import np.edge.http.AccessLog;
import np.edge.http.EdgeLimits;
import np.edge.http.Peer.Scheme;
import np.edge.socket.Listeners.Company;
import np.model.AppId;
import np.model.AppName;
import np.model.Artifact;
import np.model.Digest;
import np.model.Endpoints;
import np.model.Hostname;
import np.model.InstanceId;
import np.model.ReleaseNumber;
import np.model.Route;
import np.model.RouteTable;
import np.model.Site;
import np.model.TenantName;
import np.spi.Catalog;
import np.spi.Subscription;

/** A running edge with TLS that serves one site on some hosts, wired as np edge is. */
final class TlsFixture implements AutoCloseable {
  private static final AppId APP = new AppId(new TenantName("acme"), new AppName("docs"));

  private final Path home;
  private final CertificateDirectory directory;
  private final LocalAuthority authority;
  private final EdgeCertificates certificates;
  private final StaticSites sites;
  private final EdgeServer server;

  TlsFixture(Path home, String... hosts) throws IOException {
    this.home = home;
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    directory = new CertificateDirectory(certs(), clock);
    authority = new LocalAuthority(home.resolve("edge/ca"), clock, random, _ -> true);
    certificates = new EdgeCertificates(List.of(directory, authority), clock, random);
    sites = new StaticSites(home, SiteLimits.defaults());
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    List<Listen> listen = List.of(new Listen(Scheme.HTTPS, any));
    server =
        EdgeServer.start(
            new EdgeConfig(
                home.resolve("edge"), listen, Company.ALONE, EdgeLimits.defaults(), 2, clock, 3),
            new EdgeServer.Parts(new NoCatalog(), certificates, sites, AccessLog.NONE));
    List<Route> routes = List.of(hosts).stream().map(TlsFixture::route).toList();
    server.ingress().publish(new RouteTable(1, routes));
  }

  /** A catalog of nothing. */
  private static final class NoCatalog implements Catalog {
    @Override
    public Subscription watch(Consumer<Endpoints> sink) {
      return () -> {};
    }

    @Override
    public void drained(InstanceId instance) {}
  }

  private static Route route(String host) {
    Artifact artifact = new Artifact(APP, new ReleaseNumber(1), Digest.of("source"));
    Site site = new Site(artifact, ".", Site.Fallback.NOT_FOUND);
    return new Route.Files(new Hostname(host), "/", APP, site);
  }

  Path certs() throws IOException {
    return Files.createDirectories(home.resolve("edge/certs"));
  }

  TlsFixture file(String name, byte[] content) throws IOException {
    Path app = Files.createDirectories(home.resolve("apps/acme/docs/releases/1/app"));
    Files.write(app.resolve(name), content);
    return this;
  }

  CertificateDirectory directory() {
    return directory;
  }

  LocalAuthority authority() {
    return authority;
  }

  EdgeCertificates certificates() {
    return certificates;
  }

  int port() {
    return server.addresses().getFirst().getPort();
  }

  /** A connection for a host, made and verified against {@code trusted}. */
  SSLSocket connect(String host, Path trusted) throws IOException, GeneralSecurityException {
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port());
    SSLSocket socket =
        (SSLSocket) context(trusted).getSocketFactory().createSocket(plain, host, port(), true);
    socket.setSoTimeout(10_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  static SSLContext context(Path trusted) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(trusted)) {
      Certificate root = CertificateFactory.getInstance("X.509").generateCertificate(in);
      store.setCertificateEntry("root", root);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public void close() {
    server.close();
    sites.close();
    certificates.close();
    directory.close();
  }
}
