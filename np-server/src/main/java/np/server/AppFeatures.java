package np.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import np.server.apps.AppRoutes;
import np.server.apps.Apps;
import np.server.apps.Changes;
import np.server.apps.OperationRoutes;
import np.server.apps.Operations;
import np.server.apps.Planning;
import np.server.apps.Plans;
import np.server.apps.PublicAddress;
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
import np.server.deploy.Deployer;
import np.server.deploy.DeploymentRoutes;
import np.server.deploy.Janitor;
import np.server.deploy.StepObserver;
import np.server.deploy.Tools;
import np.server.http.Feature;
import np.server.logs.LogRoutes;
import np.server.logs.RunRoutes;
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
   * @param observer sees each step of deployments
   */
  public record Platform(
      Path home,
      DataSource pool,
      Engine engine,
      Ingress ingress,
      PublicAddress address,
      StepObserver observer) {}

  public AppFeatures(Platform platform) {
    this.platform = platform;
  }

  @Override
  public List<Feature> apply(Kernel kernel) {
    Supplier<String> ids = ids(kernel.random());
    var signals = new Signals();
    var reader = new ArchiveReader(ArchiveLimits.DEFAULT);
    var uploads =
        new Uploads(platform.home().resolve("uploads"), reader, kernel.database(), kernel.clock());
    var artifacts = new Artifacts(platform.home().resolve("apps"), reader, uploads);
    var planning = new Planning(platform.address());
    var secrets = new Secrets(kernel.secrets(), kernel.random());
    var targets = new Targets(kernel.database(), planning, secrets);
    var board = new EngineBoard(platform.engine(), signals);
    var tools =
        new Tools(
            kernel.database(),
            platform.engine(),
            platform.ingress(),
            board,
            signals,
            artifacts,
            targets,
            kernel.clock());
    int buildSlots = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    var deployer =
        new Deployer(
            tools, new Deployer.Settings(platform.pool(), buildSlots, platform.observer()));
    var changes =
        new Changes(
            new Changes.Surroundings(
                kernel.database(), kernel.audit(), deployer, ids(kernel.random()), kernel.clock()));
    var apps = new Apps(new Apps.Parts(changes, planning, secrets, uploads, artifacts));
    var plans = new Plans(changes, planning, secrets, platform.engine());
    var janitor = new Janitor(tools, uploads);
    return List.of(
        new UploadRoutes(uploads),
        new AppRoutes(apps, plans, new Trash(changes), changes),
        new OperationRoutes(new Operations(changes), changes),
        new VariableRoutes(new Variables(changes, secrets), secrets, changes),
        new StatusRoutes(new StatusBoard(kernel.database(), board), board, signals),
        new LogRoutes(changes, platform.engine()),
        new RunRoutes(changes, targets, platform.engine(), ids),
        new DeploymentRoutes(tools, deployer, janitor));
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
