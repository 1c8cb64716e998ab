package np.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import np.server.apps.AppDatabases;
import np.server.apps.AppRoutes;
import np.server.apps.Apps;
import np.server.apps.Changes;
import np.server.apps.LinkRoutes;
import np.server.apps.Links;
import np.server.apps.OperationRoutes;
import np.server.apps.Operations;
import np.server.apps.Planning;
import np.server.apps.Plans;
import np.server.apps.PublicAddress;
import np.server.apps.SecretValues;
import np.server.apps.Secrets;
import np.server.apps.Targets;
import np.server.apps.Trash;
import np.server.apps.VariableRoutes;
import np.server.apps.Variables;
import np.server.builds.ArchiveLimits;
import np.server.builds.ArchiveReader;
import np.server.builds.Artifacts;
import np.server.builds.UploadRoutes;
import np.server.builds.Uploads;
import np.server.databases.DatabaseFeature;
import np.server.databases.DatabaseRoom;
import np.server.deploy.Deployer;
import np.server.deploy.DeploymentRoutes;
import np.server.deploy.Janitor;
import np.server.deploy.StepObserver;
import np.server.deploy.Tools;
import np.server.http.Feature;
import np.server.logs.LogRoutes;
import np.server.run.RunRoutes;
import np.server.run.SessionRoutes;
import np.server.status.EngineBoard;
import np.server.status.Signals;
import np.server.status.StatusBoard;
import np.server.status.StatusRoutes;
import np.spi.Engine;
import np.spi.Ingress;

/** The features around apps, put together of the kernel and what the platform gives. */
public final class AppFeatures implements Function<Kernel, List<Feature>> {
  private final Platform platform;

  /**
   * What the platform gives.
   *
   * @param home where uploads and artifacts lie
   * @param pool of connections, one of which is kept for locks
   * @param address where the edge answers
   * @param databases keeps databases and knows where they answer
   * @param observer sees each step of deployments
   */
  public record Platform(
      Path home,
      DataSource pool,
      Engine engine,
      Ingress ingress,
      PublicAddress address,
      DatabaseRoom.Platform databases,
      StepObserver observer) {}

  public AppFeatures(Platform platform) {
    this.platform = platform;
  }

  @Override
  public List<Feature> apply(Kernel kernel) {
    Supplier<String> ids = ids(kernel.random());
    var signals = new Signals();
    var room = room(kernel, signals);
    var sources = sources(kernel);
    var secrets = new Secrets(kernel.secrets(), kernel.random());
    var planning = new Planning(platform.address());
    var values = new SecretValues(secrets, room.directory());
    var targets = new Targets(kernel.database(), planning, values);
    var tools = tools(kernel, signals, new Made(sources, targets, room.directory()));
    var deployer = deployer(tools);
    var surroundings =
        new Changes.Surroundings(kernel.database(), kernel.audit(), deployer, ids, kernel.clock());
    var changes = new Changes(surroundings);
    var links = new Links(changes, room.directory());
    var databases = new DatabaseFeature(room, links);
    kernel.metrics().source(databases::metrics);
    var board = new StatusBoard(kernel.database(), tools.board(), databases);
    var parts =
        new Apps.Parts(
            changes, planning, secrets, sources.uploads(), sources.artifacts(), room.directory());
    var plans = new Plans.Parts(changes, planning, values, room.directory(), platform.engine());
    return List.of(
        new UploadRoutes(sources.uploads()),
        new AppRoutes(new Apps(parts), new Plans(plans), new Trash(changes), changes),
        new OperationRoutes(new Operations(changes), changes),
        new VariableRoutes(new Variables(changes, secrets), secrets, changes),
        new LinkRoutes(links, changes),
        databases,
        new StatusRoutes(board, tools.board(), signals),
        new LogRoutes(changes, platform.engine()),
        new RunRoutes(changes, targets, platform.engine(), ids),
        new SessionRoutes(
            new SessionRoutes.Parts(
                changes, targets, platform.engine(), kernel.audit(), kernel.json(), ids)),
        new DeploymentRoutes(tools, deployer, new Janitor(tools, sources.uploads())));
  }

  private DatabaseRoom room(Kernel kernel, Signals signals) {
    return new DatabaseRoom(
        new DatabaseRoom.Surroundings(
            kernel.database(),
            kernel.audit(),
            kernel.secrets(),
            signals,
            kernel.clock(),
            kernel.random()),
        platform.databases());
  }

  /** What apps are made of. */
  private record Sources(Uploads uploads, Artifacts artifacts) {}

  private Sources sources(Kernel kernel) {
    var reader = new ArchiveReader(ArchiveLimits.DEFAULT);
    var uploads =
        new Uploads(platform.home().resolve("uploads"), reader, kernel.database(), kernel.clock());
    return new Sources(uploads, new Artifacts(platform.home().resolve("apps"), reader, uploads));
  }

  /** What deployments are carried out with. */
  private record Made(Sources sources, Targets targets, AppDatabases databases) {}

  private Tools tools(Kernel kernel, Signals signals, Made made) {
    return new Tools(
        kernel.database(),
        platform.engine(),
        platform.ingress(),
        new EngineBoard(platform.engine(), signals),
        signals,
        made.sources().artifacts(),
        made.targets(),
        made.databases(),
        kernel.clock());
  }

  private Deployer deployer(Tools tools) {
    int buildSlots = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new Deployer(
        tools, new Deployer.Settings(platform.pool(), buildSlots, platform.observer()));
  }

  /** 16 characters of {@code a-z0-9}: 80 bits that nobody guesses. */
  private static Supplier<String> ids(SecureRandom random) {
    String alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    return () -> {
      StringBuilder id = new StringBuilder("d");
      random.ints(15, 0, alphabet.length()).forEach(index -> id.append(alphabet.charAt(index)));
      return id.toString();
    };
  }
}
