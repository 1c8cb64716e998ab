package np.cli.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.pack.PackedSource;
import np.model.AppId;
import np.model.AppName;
import np.model.Artifact;
import np.model.EnvName;
import np.model.Environment;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.ReleaseNumber;
import np.model.Secret;
import np.model.TenantName;
import np.plan.ArtifactDigest;
import np.plan.Blueprint;
import np.plan.ScaleOverrides;
import np.plan.ServicePlanner;
import np.plan.WorkloadPlanner;
import np.spec.AppSpec;
import np.spi.WorkloadExporter;

/** {@code np export nomad}: what the same np.yaml becomes elsewhere; no server is asked. */
final class ExportCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("TARGET", "nomad", Argument.Kind.EXPORTER)
        .argument("[DIR]", "", Argument.Kind.DIRECTORY)
        .exits(Exits.FILE)
        .json("np.export/1")
        .note("Secrets are named, never printed.");
  }

  @Override
  public Outcome run(Session session) {
    session.arguments().atMost(2, "TARGET [DIR]");
    List<String> given = session.arguments().plain();
    Map<String, WorkloadExporter> exporters = session.context().exporters();
    Optional<WorkloadExporter> exporter =
        given.stream().findFirst().flatMap(name -> Optional.ofNullable(exporters.get(name)));
    if (exporter.isEmpty()) {
      throw new NpException.Invalid(
          ErrorCode.USAGE,
          given.isEmpty()
              ? "TARGET is missing"
              : "np cannot export to " + Output.safe(given.getFirst()),
          "there is: " + String.join(", ", exporters.keySet().stream().sorted().toList()));
    }
    Project project = new ProjectChoice(session).choose(given.stream().skip(1).findFirst());
    AppSpec spec = new SpecCheck(session.output(), project).parse(session.globals().environment());
    PackedSource source = Deploy.pack(session, project);
    Blueprint blueprint = blueprint(session, project, spec, source);
    String text = exporter.get().export(blueprint.app(), WorkloadPlanner.plan(blueprint));
    session.output().raw(text.endsWith("\n") ? text : text + "\n");
    session
        .output()
        .json(
            JsonObject.of("np.export/1")
                .with("target", given.getFirst())
                .with("app", project.name())
                .with("text", text));
    return Outcome.success();
  }

  private static Blueprint blueprint(
      Session session, Project project, AppSpec spec, PackedSource source) {
    String tenant = session.globals().tenant().isEmpty() ? "default" : session.globals().tenant();
    AppId app = new AppId(new TenantName(tenant), new AppName(project.name()));
    Artifact artifact =
        new Artifact(app, new ReleaseNumber(1), ArtifactDigest.of(spec, source.tree().digest()));
    Map<EnvName, Secret> secrets = new HashMap<>();
    spec.secrets().keySet().forEach(name -> secrets.put(name, new Secret("")));
    ServicePlanner.variables(spec).keySet().forEach(name -> secrets.put(name, new Secret("")));
    ServicePlanner.referring(spec).keySet().forEach(name -> secrets.put(name, new Secret("")));
    Environment environment = new Environment(ServicePlanner.plain(spec), secrets);
    return new Blueprint(spec, artifact, environment, ScaleOverrides.NONE, Map.of());
  }
}
