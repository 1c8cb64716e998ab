package np.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import np.cli.client.ApiClient;
import np.cli.client.Server;
import np.cli.client.Servers;
import np.cli.host.CliContext;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.model.ErrorCode;
import np.model.NpException;

/** One run of one command: what was typed, where it stands, how it speaks. */
public final class Session {
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

  private final CliContext context;
  private final Globals globals;
  private final Arguments arguments;
  private final Output output;
  private final Path directory;

  /**
   * @param typed global options and arguments
   * @param directory where the command was told to be, absolute
   */
  Session(CliContext context, Typed typed, Output output, Path directory) {
    this.context = context;
    this.globals = typed.globals();
    this.arguments = typed.arguments();
    this.output = output;
    this.directory = directory;
  }

  public CliContext context() {
    return context;
  }

  public Globals globals() {
    return globals;
  }

  public Arguments arguments() {
    return arguments;
  }

  public Output output() {
    return output;
  }

  public Path directory() {
    return directory;
  }

  /** A path as people write it: relative where it is below this directory, with ~ in their home. */
  String shown(Path path) {
    if (path.startsWith(directory)) {
      String relative = directory.relativize(path).toString();
      return relative.isEmpty() ? "." : relative;
    }
    String home = context.env().getOrDefault("HOME", "");
    boolean own = home.startsWith("/") && path.startsWith(home) && !path.equals(Path.of(home));
    return own ? "~/" + Path.of(home).relativize(path) : path.toString();
  }

  public Instant now() {
    return context.clock().instant();
  }

  public Servers servers() {
    return new Servers(context.env());
  }

  /** Whether a question can be asked and answered. */
  public boolean isInteractive() {
    return context.tty().in() && context.tty().err() && !globals.noInput() && !output.isJson();
  }

  /** The server that was chosen, if there is one. */
  public Optional<Server> server() {
    return servers().find(globals.context(), globals.tenant());
  }

  /** A client of the chosen server. */
  public ApiClient client() {
    return client(
        server()
            .orElseThrow(
                () ->
                    new NpException.Unavailable(
                        ErrorCode.UNREACHABLE,
                        "no server is configured and none runs on this machine",
                        "np deploy or np server start starts one here; np login URL uses"
                            + " another")));
  }

  public ApiClient client(Server server) {
    Consumer<String> trace = globals.verbose() ? this::trace : line -> {};
    return new ApiClient(server, globals.timeout().orElse(USUAL_PATIENCE), trace);
  }

  /** The app that is meant, see {@link AppChoice}. */
  public String app(Optional<String> argument) {
    return new AppChoice(this).choose(argument);
  }

  /** The app when the command takes no other argument. */
  public String app() {
    return app(arguments.only("[APP]"));
  }

  /** The database that is meant, see {@link DatabaseChoice}. */
  public String database(Optional<String> argument) {
    return new DatabaseChoice(this).choose(argument);
  }

  /** What --dry-run answers: what would be done, in the infinitive. */
  public Outcome dryRun(String told) {
    output.json(JsonObject.of("np.dry-run/1").with("would", told));
    return Outcome.success("Would " + Output.safe(told) + ". Nothing was changed.");
  }

  private void trace(String line) {
    output.alarm(output.look().err().dim(Output.safe(line)));
  }

  /** What was typed. */
  record Typed(Globals globals, Arguments arguments) {}
}
