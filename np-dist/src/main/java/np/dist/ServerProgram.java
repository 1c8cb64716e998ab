package np.dist;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import np.local.link.DatabaseEngineClient;
import np.local.link.EngineClient;
import np.local.link.IngressClient;
import np.local.link.ScrapeClient;
import np.model.ErrorCode;
import np.model.Hostname;
import np.server.AppFeatures;
import np.server.AppTally;
import np.server.NpServer;
import np.server.ServerParts;
import np.server.apps.PublicAddress;
import np.server.databases.DatabaseAddress;
import np.server.databases.DatabaseLimits;
import np.server.databases.DatabaseRoom;
import np.server.http.ApiSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code np server}: keeps what tenants asked for, and makes it so. */
final class ServerProgram {
  private static final Logger REQUESTS = LoggerFactory.getLogger("np.requests");

  private ServerProgram() {}

  static AutoCloseable start(ProgramContext context) {
    Home home = context.home();
    PlatformConfig config = ConfigSource.ofProgram(home).current();
    ControlDatabase control = new ControlDatabase(home, context.distribution());
    DataSource database = control.open(config);
    EngineClient engine = new EngineClient(home.nodeSocket());
    IngressClient ingress = new IngressClient(home.edgeSocket());
    PublicAddress address =
        new PublicAddress("http", new Hostname(config.domain()), config.httpPort());
    AppFeatures features =
        new AppFeatures(
            new AppFeatures.Platform(
                home.root(),
                database,
                engine,
                ingress,
                address,
                databases(home, config),
                (deployment, step) -> {}));
    NpServer server = NpServer.start(parts(home, config, database), features);
    Companions companions =
        switch (context.keeper()) {
          case NP -> Companions.watch(new ProgramStarter(context.distribution(), home), home);
          case SYSTEMD -> Companions.none();
        };
    Optional<ControlDatabaseWatch> watch = control.watch(config);
    return () -> {
      watch.ifPresent(ControlDatabaseWatch::close);
      companions.close();
      server.close();
    };
  }

  private static DatabaseRoom.Platform databases(Home home, PlatformConfig config) {
    Optional<Hostname> domain =
        Optional.of(config.domain())
            .filter(name -> !name.equals(PlatformConfig.LOCALHOST))
            .map(Hostname::new);
    return new DatabaseRoom.Platform(
        new DatabaseEngineClient(home.nodeSocket()),
        new DatabaseAddress(domain, config.pgPort()),
        DatabaseLimits.DEFAULT);
  }

  private static ServerParts parts(Home home, PlatformConfig config, DataSource database) {
    return new ServerParts(
        home.server(),
        ApiSettings.onLoopback(config.apiPort()),
        database,
        new IsolationFile(home.isolation())::whyNot,
        new AppTally(),
        Clock.systemUTC(),
        new SecureRandom(),
        REQUESTS::info,
        Version.current(),
        Map.of(
            Program.NODE.word(),
            new ScrapeClient(home.nodeSocket(), ErrorCode.ENGINE_UNAVAILABLE),
            Program.EDGE.word(),
            new ScrapeClient(home.edgeSocket(), ErrorCode.EDGE_UNAVAILABLE)));
  }
}
