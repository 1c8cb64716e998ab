package np.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import np.model.Artifact;
import np.model.ByteSize;
import np.model.Command;
import np.model.Cpu;
import np.model.Environment;
import np.model.InstanceId;
import np.model.OneOff;
import np.model.Resources;
import np.model.Task;
import np.spec.AppSpec;
import np.spec.ProcessSpec;

/** What runs once: the build, the release command and {@code np run}. */
public final class OneOffPlanner {
  /** What a build may use; more than an instance, since it compiles. */
  public static final Resources BUILD_LIMITS =
      new Resources(new Cpu(4000), ByteSize.mebibytes(2048), 4096);

  private OneOffPlanner() {}

  /**
   * The build, in place in the artifact's directory; empty when there is nothing to build. It sees
   * the plain variables of the file, which {@link ArtifactDigest} covers, and no secret.
   */
  public static Optional<OneOff> build(AppSpec spec, Artifact artifact, InstanceId id) {
    return spec.build()
        .map(
            build ->
                new OneOff(
                    id,
                    artifact.app(),
                    OneOff.Kind.BUILD,
                    new Task(
                        artifact,
                        new Command.Shell(build.command()),
                        spec.runtime(),
                        new Environment(ServicePlanner.plain(spec), Map.of()),
                        BUILD_LIMITS),
                    build.timeout()));
  }

  /** The release command, with everything that instances see; empty when there is none. */
  public static Optional<OneOff> release(Blueprint release, InstanceId id) {
    return release
        .spec()
        .release()
        .map(said -> run(release, id, new Command.Shell(said.run()), said.timeout()));
  }

  /** A command of somebody's choice, with what instances of web, or of the first process, see. */
  public static OneOff run(Blueprint release, InstanceId id, Command command, Duration timeout) {
    Resources limits =
        Optional.ofNullable(release.spec().processes().get(AppSpec.WEB))
            .or(() -> release.spec().processes().values().stream().findFirst())
            .map(ProcessSpec::resources)
            .orElse(Resources.DEFAULT);
    Task task =
        new Task(
            release.artifact(), command, release.spec().runtime(), release.environment(), limits);
    return new OneOff(id, release.app(), OneOff.Kind.RUN, task, timeout);
  }
}
