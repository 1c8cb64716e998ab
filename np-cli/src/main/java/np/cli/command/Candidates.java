package np.cli.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.client.Server;
import np.cli.json.JsonObject;
import np.model.ErrorCode;
import picocli.CommandLine.Model.OptionSpec;

/** Finds what could be typed next: commands, options, and the live names of the server. */
final class Candidates {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Session session;
  private final CommandTable table = Commands.table();

  Candidates(Session session) {
    this.session = session;
  }

  /** A word and a line about it, which may be empty. */
  record Candidate(String word, String text) {}

  /**
   * What could stand where {@code last} is being typed.
   *
   * @param before the words in front of it, without np
   */
  List<Candidate> of(List<String> before, String last) {
    if (before.contains("--")) {
      return List.of();
    }
    Scan scan = Scan.of(before);
    Optional<Entry> entry = entry(scan.words());
    Optional<String> option = before.isEmpty() ? Optional.empty() : Optional.of(before.getLast());
    if (entry.isEmpty()) {
      return last.startsWith("-") ? options(Globals.options()) : commands(scan.words());
    }
    Syntax syntax = new Syntax(entry.get().words());
    entry.get().action().get().declare(syntax);
    if (last.startsWith("-")) {
      return options(Stream.concat(syntax.options().stream(), Globals.options().stream()).toList());
    }
    List<Candidate> values = option.map(name -> ofOption(name, scan)).orElse(List.of());
    return values.isEmpty() ? ofArguments(syntax, scan) : values;
  }

  private Optional<Entry> entry(List<String> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Optional<Entry> both =
        words.size() > 1 ? table.find(words.get(0) + " " + words.get(1)) : Optional.empty();
    return both.or(() -> table.find(words.getFirst()));
  }

  private List<Candidate> commands(List<String> words) {
    List<Candidate> found = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Entry entry : table.shown()) {
      String word = entry.words();
      boolean noun = word.indexOf(' ') > 0;
      if (words.isEmpty() && seen.add(entry.noun())) {
        found.add(new Candidate(entry.noun(), noun ? "" : entry.summary()));
      }
      if (words.size() == 1 && noun && entry.noun().equals(words.getFirst())) {
        found.add(new Candidate(word.substring(word.indexOf(' ') + 1), entry.summary()));
      }
    }
    return found;
  }

  private static List<Candidate> options(List<OptionSpec> options) {
    return options.stream()
        .flatMap(
            option ->
                Arrays.stream(option.names())
                    .filter(name -> name.startsWith("--"))
                    .map(name -> new Candidate(name, String.join(" ", option.description()))))
        .toList();
  }

  private List<Candidate> ofOption(String name, Scan scan) {
    return switch (name) {
      case "-a", "--app" -> apps();
      case "-c", "--context" -> contexts();
      case "-p", "--process" -> processes(scan, "");
      case "--release" -> releases(scan);
      case "--progress" -> words("auto", "tty", "plain", "json");
      case "--format" -> words(UrlFormat.words().split(", "));
      case "--role" -> words("owner", "developer", "viewer", "operator");
      default -> List.of();
    };
  }

  private List<Candidate> ofArguments(Syntax syntax, Scan scan) {
    return syntax.arguments().stream()
        .flatMap(argument -> argument.kinds().stream())
        .flatMap(kind -> ofKind(kind, scan).stream())
        .toList();
  }

  private List<Candidate> ofKind(Argument.Kind kind, Scan scan) {
    return switch (kind) {
      case APP -> apps();
      case DATABASE -> databases();
      case PROCESS -> processes(scan, "");
      case SCALE -> processes(scan, "=");
      case RELEASE -> releases(scan);
      case CONTEXT -> contexts();
      case VARIABLE -> variables(scan);
      case SECRET ->
          named(get(ApiPath.of("apps", app(scan), "secrets")).objects("secrets"), "name");
      case CODE ->
          Stream.of(ErrorCode.values()).map(c -> new Candidate(c.code(), c.title())).toList();
      case TOPIC -> topics();
      case SHELL -> words("bash", "zsh", "fish");
      case EXPORTER -> words(session.context().exporters().keySet().toArray(String[]::new));
      case DIRECTORY, ANYTHING -> List.of();
    };
  }

  private List<Candidate> apps() {
    return get(ApiPath.of("apps")).objects("apps").stream()
        .map(app -> new Candidate(app.text("name"), app.text("state")))
        .toList();
  }

  private List<Candidate> databases() {
    return get(ApiPath.of("databases").query("limit", "1000")).objects("databases").stream()
        .map(database -> new Candidate(database.text("name"), database.text("state")))
        .toList();
  }

  private List<Candidate> processes(Scan scan, String suffix) {
    return get(ApiPath.of("status").query("app", app(scan))).objects("apps").stream()
        .flatMap(app -> app.objects("processes").stream())
        .map(process -> new Candidate(process.text("name") + suffix, process.text("state")))
        .toList();
  }

  private List<Candidate> releases(Scan scan) {
    return get(ApiPath.of("apps", app(scan), "releases")).objects("releases").stream()
        .filter(release -> !release.text("state").equals("swept"))
        .map(release -> new Candidate(release.text("release"), release.text("message")))
        .toList();
  }

  private List<Candidate> variables(Scan scan) {
    return get(ApiPath.of("apps", app(scan), "env")).textMap("set").keySet().stream()
        .map(name -> new Candidate(name, ""))
        .toList();
  }

  private List<Candidate> contexts() {
    List<Candidate> known = new ArrayList<>(words("local"));
    session
        .servers()
        .file()
        .read()
        .known()
        .forEach(server -> known.add(new Candidate(server.name(), server.url().toString())));
    return known;
  }

  private List<Candidate> topics() {
    List<Candidate> topics = new ArrayList<>(words("exit-codes"));
    new Texts(HelpCommand.FILE).names().forEach(name -> topics.add(new Candidate(name, "")));
    table.shown().forEach(entry -> topics.add(new Candidate(entry.words(), entry.summary())));
    return topics;
  }

  private String app(Scan scan) {
    int option =
        scan.rest().indexOf("-a") >= 0 ? scan.rest().indexOf("-a") : scan.rest().indexOf("--app");
    Optional<String> named =
        option >= 0 && option + 1 < scan.rest().size()
            ? Optional.of(scan.rest().get(option + 1))
            : scan.words().stream().skip(1).findFirst().filter(w -> w.indexOf('=') < 0);
    return new AppChoice(session).find(named).orElse("");
  }

  private JsonObject get(ApiPath path) {
    Optional<Server> server = session.server();
    return server.isEmpty()
        ? JsonObject.EMPTY
        : new ApiClient(server.get(), PATIENCE, line -> {}).get(path);
  }

  private static List<Candidate> named(List<JsonObject> objects, String member) {
    return objects.stream().map(object -> new Candidate(object.text(member), "")).toList();
  }

  private static List<Candidate> words(String... words) {
    return Stream.of(words).map(word -> new Candidate(word, "")).toList();
  }
}
