package np.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.output.Output;
import np.model.AppName;
import np.model.ErrorCode;
import np.model.NpException;
import np.plan.ServicePlanner;
import np.spec.AppNames;

/**
 * Which app is meant: the argument, -a, NP_APP, np.yaml here or above; else an error with a list.
 */
final class AppChoice {
  private final Session session;

  AppChoice(Session session) {
    this.session = session;
  }

  String choose(Optional<String> argument) {
    return given(argument).or(this::ofFile).orElseThrow(this::unclear);
  }

  /** As {@link #choose}; empty when nothing says which. */
  Optional<String> find(Optional<String> argument) {
    return given(argument).or(this::ofFile);
  }

  /** The argument, -a or NP_APP. */
  Optional<String> given(Optional<String> argument) {
    return argument
        .or(session.globals()::app)
        .or(() -> Optional.ofNullable(session.context().env().get("NP_APP")))
        .filter(name -> !name.isEmpty())
        .map(name -> new AppName(name).value());
  }

  private Optional<String> ofFile() {
    Optional<ProjectFile> file =
        session
            .globals()
            .file()
            .map(name -> new ProjectFile(session.directory().resolve(name)))
            .or(() -> ProjectFile.find(session.directory()));
    file.ifPresent(found -> tell(found.path()));
    return file.map(ProjectFile::appName).filter(name -> !name.isEmpty()).map(this::here);
  }

  /** What an app of this name is called in the environment of -e: {@code shop-preview}. */
  String here(String name) {
    Optional<String> environment = session.globals().environment();
    return environment.isEmpty()
        ? name
        : ServicePlanner.app(AppNames.of(name), environment).value();
  }

  private void tell(Path file) {
    Output output = session.output();
    output.note(output.look().err().dim("app of " + Output.safe(session.shown(file))));
  }

  private NpException unclear() {
    ApiClient client = session.client();
    String names =
        client.get(ApiPath.of("apps")).objects("apps").stream()
            .map(app -> Output.safe(app.text("name")))
            .collect(Collectors.joining(", "));
    return new NpException.Invalid(
        ErrorCode.USAGE,
        "which app? There is no np.yaml in " + Output.safe(session.directory().toString()),
        names.isEmpty() ? "there is no app yet: np deploy makes one" : "name one of: " + names);
  }
}
