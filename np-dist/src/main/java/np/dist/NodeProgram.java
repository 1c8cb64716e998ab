package np.dist;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import np.local.catalog.NodeCatalog;
import np.local.link.LinkServer;
import np.local.link.NodeDatabases;
import np.local.logs.FileLogStore;
import np.local.postgres.instance.InstanceStyle;
import np.local.postgres.keep.DatabaseKeeper;
import np.local.postgres.keep.KeeperSetup;
import np.local.process.DatabaseUids;
import np.local.process.Isolation;
import np.local.process.LaunchPlatform;
import np.local.process.ProcessLauncher;
import np.local.storage.HomeLayout;
import np.local.supervise.Supervisor;
import np.local.supervise.Surroundings;

/** {@code np node}: supervises workloads and tells the edge where they answer. */
final class NodeProgram {
  /** How long an edge may be away after a restart before instances stop waiting for its word. */
  private static final Duration EDGE_ABSENCE = Duration.ofSeconds(5);

  /** Some 30 MB each where the file system cannot share blocks. */
  private static final int READY_DATABASES = 4;

  private NodeProgram() {}

  static AutoCloseable start(ProgramContext context) {
    Home home = context.home();
    PlatformConfig config = ConfigSource.ofProgram(home).current();
    HomeLayout layout = new HomeLayout(home.root());
    LaunchPlatform machine = LaunchPlatform.of(layout, config.apiPort());
    writeDown(home, machine.isolation());
    FileLogStore logs = new FileLogStore(layout, Clock.systemUTC());
    NodeCatalog catalog = new NodeCatalog(EDGE_ABSENCE);
    ProcessLauncher launcher = new ProcessLauncher(layout, logs, machine);
    Supervisor supervisor =
        new Supervisor(
            new Surroundings(
                home.supervisor(), launcher, logs, catalog, Clock.systemUTC(), new SecureRandom()));
    DatabaseKeeper databases = databases(context, layout, machine);
    LinkServer link =
        LinkServer.ofNode(
                home.nodeSocket(),
                supervisor,
                catalog,
                new NodeDatabases(databases, databases.catalog()))
            .counting(supervisor);
    return () -> {
      link.close();
      databases.close();
      supervisor.close();
      logs.close();
    };
  }

  private static DatabaseKeeper databases(
      ProgramContext context, HomeLayout layout, LaunchPlatform machine) {
    PostgresFiles files = new PostgresFiles(context.distribution().postgres());
    return DatabaseKeeper.open(
        new KeeperSetup(
            layout,
            files.install(context.home()),
            files.templates(),
            InstanceStyle.on(machine),
            machine.processes(),
            DatabaseUids.of(layout),
            READY_DATABASES,
            Clock.systemUTC()));
  }

  /** For the server, which refuses a second tenant without isolation, and for np doctor. */
  private static void writeDown(Home home, Isolation isolation) {
    String text =
        isolation.layers().stream()
            .map(layer -> (layer.inForce() ? "+ " : "- ") + layer.name() + ": " + layer.detail())
            .collect(Collectors.joining("\n", "", "\n"));
    DurableFile.write(home.isolation(), text);
  }
}
