package np.edge.files;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import np.edge.EdgeConfig;
import np.edge.EdgeServer;
import np.edge.Listen;
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
import np.model.Site.Fallback;
import np.model.TenantName;
import np.spi.Catalog;
import np.spi.Subscription;
import org.jspecify.annotations.Nullable;

/** A running edge that serves the files of one app on {@code localhost}. */
final class SiteFixture implements AutoCloseable {
  static final AppId APP = new AppId(new TenantName("acme"), new AppName("docs"));

  private final Path home;
  private final StaticSites sites;
  private final EdgeServer server;
  private long generation;

  SiteFixture() throws IOException {
    this(SiteLimits.defaults());
  }

  SiteFixture(SiteLimits limits) throws IOException {
    home = Files.createTempDirectory("site");
    sites = new StaticSites(home, limits);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    EdgeConfig config =
        new EdgeConfig(
            home.resolve("edge"),
            List.of(new Listen(Scheme.HTTP, any)),
            Company.ALONE,
            EdgeLimits.defaults(),
            1,
            Clock.systemUTC(),
            7);
    server =
        EdgeServer.start(
            config, new EdgeServer.Parts(new NoCatalog(), _ -> null, sites, AccessLog.NONE));
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

  /** The artifact directory of a release. */
  Path artifact(int release) throws IOException {
    return Files.createDirectories(release(release).resolve("app"));
  }

  Path release(int release) {
    return home.resolve("apps/acme/docs/releases").resolve(Integer.toString(release));
  }

  Path home() {
    return home;
  }

  /** Writes a file into release 1. */
  SiteFixture file(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  SiteFixture file(String name, byte[] content) throws IOException {
    Path file = artifact(1).resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return this;
  }

  /** Serves the whole of release 1. */
  SiteFixture serve() {
    return serve(site(1, ".", Fallback.NOT_FOUND));
  }

  SiteFixture serve(Site site) {
    return serve(site, "/");
  }

  SiteFixture serve(Site site, String prefix) {
    Route route = new Route.Files(new Hostname("localhost"), prefix, APP, site);
    server.ingress().publish(new RouteTable(++generation, List.of(route)));
    return this;
  }

  static Site site(int release, String directory, Fallback fallback) {
    Digest digest = Digest.of("source " + release);
    return new Site(new Artifact(APP, new ReleaseNumber(release), digest), directory, fallback);
  }

  int port() {
    return server.addresses().getFirst().getPort();
  }

  /** Sends GET with some header lines. */
  RawHttp.Answer get(String target, String... lines) throws IOException {
    return ask("GET", target, lines);
  }

  RawHttp.Answer ask(String method, String target, String... lines) throws IOException {
    try (RawHttp client = new RawHttp(port())) {
      return client.ask(method, target, lines);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    sites.close();
    delete(home);
  }

  private static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
