package np.cli.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import np.cli.output.Look;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that every command has, wherever they stand. */
public final class Globals {
  private final ParseResult parsed;

  Globals(ParseResult parsed) {
    this.parsed = parsed;
  }

  static List<OptionSpec> options() {
    return List.of(
        value("APP", "the app; else that of np.yaml here or above", "-a", "--app"),
        value("ENV", "the environment of np.yaml; its app is <app>-ENV", "-e", "--env"),
        value("CONTEXT", "the server, see np context list", "-c", "--context"),
        value("TENANT", "the tenant to act in", "--tenant"),
        value("FILE", "instead of np.yaml", "-f", "--file"),
        value("DIR", "go there first", "-C", "--dir"),
        flag("machine-readable output", "--json"),
        flag("no messages but errors", "-q", "--quiet"),
        flag("show the requests to the server", "-v", "--verbose"),
        value("HOW", "auto, tty, plain or json", "--progress"),
        flag("no colour; also NO_COLOR and TERM=dumb", "--no-color"),
        flag("never ask; fail instead", "--no-input"),
        flag("answer yes to simple questions", "-y", "--yes"),
        value("NAME", "confirm a deletion by its name", "--confirm"),
        flag("show what would be done, do nothing", "-n", "--dry-run"),
        value("TIME", "give up waiting after this long: 30s, 5m", "--timeout"),
        flag("this help", "-h", "--help"));
  }

  public Optional<String> app() {
    return text("--app");
  }

  public Optional<String> environment() {
    return text("--env");
  }

  public String context() {
    return text("--context").orElse("");
  }

  public String tenant() {
    return text("--tenant").orElse("");
  }

  public Optional<String> file() {
    return text("--file");
  }

  public Optional<String> directory() {
    return text("--dir");
  }

  public boolean verbose() {
    return set("--verbose");
  }

  public boolean noInput() {
    return set("--no-input");
  }

  public boolean yes() {
    return set("--yes");
  }

  public Optional<String> confirm() {
    return text("--confirm");
  }

  public boolean dryRun() {
    return set("--dry-run");
  }

  public boolean help() {
    return set("--help");
  }

  public Optional<Duration> timeout() {
    return text("--timeout").map(Durations::parse);
  }

  String progress() {
    return text("--progress").orElse("auto");
  }

  Look.Flags look() {
    return new Look.Flags(set("--json"), set("--quiet"), set("--no-color"));
  }

  private Optional<String> text(String name) {
    return parsed.hasMatchedOption(name)
        ? Optional.ofNullable(parsed.matchedOptionValue(name, (String) null))
        : Optional.empty();
  }

  private boolean set(String name) {
    return parsed.hasMatchedOption(name);
  }

  private static OptionSpec flag(String text, String... names) {
    return OptionSpec.builder(names).type(boolean.class).description(text).build();
  }

  private static OptionSpec value(String label, String text, String... names) {
    return OptionSpec.builder(names).type(String.class).paramLabel(label).description(text).build();
  }
}
