package np.edge.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import np.edge.postgres.limit.GatewayLimits;
import np.edge.proxy.TrustedProxies;
import np.edge.socket.Listeners;
import np.edge.socket.Transport;
import np.edge.tls.CertificateDirectory;
import np.edge.tls.DatabaseCertificates;
import np.edge.tls.EdgeCertificates;
import np.edge.tls.LocalAuthority;
import np.model.DatabaseId;
import np.model.DatabaseLabel;
import np.model.DatabaseName;
import np.model.DatabaseRoute;
import np.model.ScramVerifier;
import np.model.Secret;
import np.model.TenantName;
import np.testkit.FakeDatabaseCatalog;
import np.testkit.TestInstance;

/** A gateway on a free port of loopback, with its own directory, and one real instance behind. */
public final class GatewayFixture implements AutoCloseable {
  public static final String PASSWORD = "opensesame";

  private final Path directory;
  private final CertificateDirectory given;
  private final TestInstance instance;
  private final FakeDatabaseCatalog catalog;
  private final Transport transport;
  private final Listeners listeners;
  private final Gateway gateway;
  private long generation;

  public GatewayFixture() throws IOException {
    this(GatewayLimits.defaults(), TrustedProxies.NONE);
  }

  public GatewayFixture(GatewayLimits limits, TrustedProxies proxies) throws IOException {
    directory = Files.createTempDirectory("gateway");
    instance = TestInstance.create();
    catalog = new FakeDatabaseCatalog(id -> instance.start());
    transport = Transport.start(2);
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
    given = new CertificateDirectory(directory.resolve("certs"), clock);
    EdgeCertificates certificates =
        new EdgeCertificates(
            List.of(
                given, new LocalAuthority(directory.resolve("ca"), clock, random, host -> false)),
            clock,
            random);
    gateway =
        new Gateway(
            new GatewayConfig(directory, "db.localhost", limits, proxies, clock),
            transport,
            new Gateway.Parts(
                catalog, new DatabaseCertificates(certificates, "db.localhost"), random));
    listeners = new Listeners(transport, Listeners.Company.ALONE);
    listeners.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), gateway::accept);
    gateway.start();
    gateway.keep();
  }

  public int port() {
    return listeners.addresses().getFirst().getPort();
  }

  public FakeDatabaseCatalog catalog() {
    return catalog;
  }

  public TestInstance instance() {
    return instance;
  }

  public Gateway gateway() {
    return gateway;
  }

  /** Memory outside the heap that buffers take, in bytes. */
  public long bufferBytes() {
    return transport.allocator().metric().usedDirectMemory();
  }

  public Path directory() {
    return directory;
  }

  /** Makes a database with a role of its own name and {@link #PASSWORD}, and routes it. */
  public DatabaseRoute database(String label) {
    instance.start();
    instance.own(label);
    return route(label, Optional.empty());
  }

  /** Routes a database, which may sleep. */
  public DatabaseRoute route(String label, Optional<Duration> sleep) {
    return put(
        new DatabaseRoute(
            id(label),
            ++generation,
            new DatabaseLabel(label),
            Map.of(label, verifier(PASSWORD)),
            20,
            sleep,
            Optional.empty()));
  }

  /** Routes it as it is. */
  public DatabaseRoute put(DatabaseRoute route) {
    catalog.put(route);
    return route;
  }

  /** Routes it anew, with so many sessions at most, and when it may sleep. */
  public DatabaseRoute allow(String label, int sessions, Optional<Duration> sleep) {
    DatabaseRoute now = catalog.route(id(label));
    return put(
        new DatabaseRoute(
            now.id(), nextGeneration(), now.label(), now.logins(), sessions, sleep, now.closed()));
  }

  public long nextGeneration() {
    return ++generation;
  }

  public static DatabaseId id(String label) {
    return new DatabaseId(new TenantName("acme"), new DatabaseName(label));
  }

  public static ScramVerifier verifier(String password) {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    return ScramVerifier.of(new Secret(password), salt);
  }

  /** A JDBC URL, with parameters like {@code sslmode=require}. */
  public String url(String database, String... parameters) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?%s"
        .formatted(port(), database, String.join("&", parameters));
  }

  /** A session as the owner of a database, over loopback without TLS. */
  public Connection connect(String label, String... parameters) throws SQLException {
    return DriverManager.getConnection(url(label, parameters), label, PASSWORD);
  }

  /** A session at another address of a database. */
  public Connection connectTo(String database, String role, String... parameters)
      throws SQLException {
    return DriverManager.getConnection(url(database, parameters), role, PASSWORD);
  }

  /** A client that speaks the protocol by hand. */
  public PostgresSocket socket() throws IOException {
    return PostgresSocket.connect(port());
  }

  @Override
  public void close() throws IOException {
    given.close(); // which would make its directory again
    listeners.close();
    gateway.connections().closeAll();
    gateway.close();
    transport.group().shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    instance.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
