package np.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import np.api.DeployRequest;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.client.ApiProblem;
import np.cli.client.NpHome;
import np.cli.client.Server;
import np.cli.client.Servers;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.output.Steps;
import np.cli.pack.PackLimits;
import np.cli.pack.PackedSource;
import np.cli.pack.Packer;
import np.cli.pack.SourceArchive;
import np.model.ErrorCode;
import np.model.NpException;
import np.spec.AppSpec;

/** One deploy: read, package, ask, upload if the server wants it, follow. */
final class Deploy {
  private final Session session;
  private final Project project;
  private final Output output;
  private final SpecCheck check;
  private final Changes changes;

  Deploy(Session session, Project project) {
    this.session = session;
    this.project = project;
    this.output = session.output();
    this.check = new SpecCheck(output, project);
    this.changes = new Changes(session);
  }

  Outcome run() {
    AppSpec spec = check.parse(session.globals().environment());
    ApiClient client = client();
    output.note(header(client.server()));
    BuildAdvice.of(spec, project.directory())
        .ifPresent(line -> output.note(output.look().err().yellow(line)));
    try (Steps steps = changes.steps()) {
      LocalSteps local = new LocalSteps(steps, session.context().clock(), project.name());
      PackedSource source = pack(local);
      JsonObject deployment = send(client, source, local);
      tell(deployment, steps);
      return changes.end(Deed.DEPLOY, project.name(), deployment, new Changes.Stage(client, steps));
    } catch (ApiProblem e) {
      throw check.refused(e);
    }
  }

  /** What is sent to be deployed or planned. */
  static JsonObject request(DeployRequest request) {
    return JsonObject.EMPTY
        .with("spec", request.spec())
        .with("file", request.file())
        .with("environment", request.environment())
        .with("source", request.source())
        .with("message", request.message())
        .with("acceptDrift", request.acceptDrift());
  }

  static PackedSource pack(Session session, Project project) {
    Packer packer = new Packer(PackLimits.USUAL, Set.of(NpHome.platform(session.context().env())));
    return packer.pack(project.directory());
  }

  private PackedSource pack(LocalSteps local) {
    PackedSource source = local.run("package", () -> pack(session, project), Deploy::describe);
    if (!source.skipped().isEmpty()) {
      String names = Output.safe(String.join(", ", source.skipped()));
      output.note("not packed, because they are no files: " + names);
    }
    return source;
  }

  private static String describe(PackedSource source) {
    int count = source.files().size();
    return (count == 1 ? "1 file, " : count + " files, ") + Sizes.show(source.bytes());
  }

  private JsonObject send(ApiClient client, PackedSource source, LocalSteps local) {
    JsonObject body = request(source);
    String key = session.context().ids().get();
    ApiPath path = ApiPath.of("apps", project.name(), "deployments");
    try {
      return client.send("POST", path, body, key);
    } catch (ApiProblem e) {
      if (!e.problem().code().equals(ErrorCode.UPLOAD_NEEDED.code())) {
        throw e;
      }
    }
    local.run("upload", () -> upload(client, source), Deploy::describe);
    return client.send("POST", path, body, key + "-uploaded");
  }

  private static PackedSource upload(ApiClient client, PackedSource source) {
    client.upload(
        ApiPath.of("uploads", source.tree().digest().hex()), new SourceArchive(source)::writeTo);
    return source;
  }

  private JsonObject request(PackedSource source) {
    return request(
        new DeployRequest(
            project.text(),
            project.file(),
            session.globals().environment().orElse(null),
            source.tree().digest().hex(),
            session.arguments().value("--message").orElse(null),
            session.arguments().has("--accept-drift")));
  }

  /** The chosen server; the platform of this machine is started when it is meant and not there. */
  private ApiClient client() {
    Optional<Server> server = session.server();
    if (server.isEmpty()) {
      return session.client(new LocalStart(session).start("No server configured"));
    }
    ApiClient client = session.client(server.get());
    if (!server.get().name().equals(Servers.LOCAL)) {
      return client;
    }
    try {
      client.get(ApiPath.of("health"));
      return client;
    } catch (NpException.Unavailable e) {
      return session.client(new LocalStart(session).start("np was not running"));
    }
  }

  private String header(Server server) {
    String name = output.look().err().bold(Output.safe(project.name()));
    String environment =
        session.globals().environment().map(e -> " · " + Output.safe(e)).orElse("");
    return name
        + " → "
        + Output.safe(server.name())
        + environment
        + " · "
        + Output.safe(project.origin());
  }

  private void tell(JsonObject deployment, Steps steps) {
    List<String> found = deployment.texts("changes");
    String from = deployment.text("from");
    String to = deployment.text("release");
    if (output.isJson() || deployment.text("state").equals("unchanged")) {
      return;
    }
    String releases = from.isEmpty() ? "new app · " + to : from + " → " + to;
    String list = String.join(", ", found);
    String count = found.size() == 1 ? "1 change: " : found.size() + " changes: ";
    steps.note("   " + Output.safe(releases + (found.isEmpty() ? "" : " · " + count + list)));
  }
}
