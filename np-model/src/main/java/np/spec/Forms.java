package np.spec;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import np.model.AppName;
import np.model.ByteSize;
import np.model.Cpu;
import np.model.EnvName;
import np.model.Hostname;
import np.model.Port;
import np.model.Printable;
import np.model.ProcessName;
import np.model.StatusRange;
import np.model.StopPolicy;
import np.model.UpdatePolicy;

/** The scalars of np.yaml. */
final class Forms {
  static final String IDENTIFIER = "[a-z][a-z0-9-]{0,38}[a-z0-9]";

  static final Form<AppName> APP = Form.pattern("an app name", IDENTIFIER, AppName::new);
  static final Form<ProcessName> PROCESS =
      Form.pattern("a process name", IDENTIFIER, ProcessName::new);
  static final Form<String> ENVIRONMENT =
      matching("an environment name", "[a-z][a-z0-9-]{0,39}", "for example preview");
  static final Form<EnvName> VARIABLE =
      Form.pattern("a variable name", "[A-Za-z_][A-Za-z0-9_]{0,127}", Forms::variable);
  static final Form<String> VALUE = Form.loose("text", text -> text).longest(65_536);
  static final Form<String> LINE =
      new Form<>("a command", Map.of("type", "string", "minLength", 1), Forms::line, 32_768);
  static final Form<String> DIRECTORY =
      new Form<>("a directory below the project", Map.of("type", "string"), Forms::directory);
  static final Form<String> RUNTIME =
      matching("a runtime", "[a-z]{1,20}-[0-9]{1,4}(\\.[0-9]{1,4}){0,2}", "for example node-22");
  static final Form<Port.Fixed> PORT =
      Form.integer(1, 65_535, text -> new Port.Fixed(Integer.parseInt(text)));
  static final Form<Integer> SCALE = Form.integer(0, 1000, Integer::valueOf);
  static final Form<Integer> GENERATE = Form.integer(8, 4096, Integer::valueOf);
  static final Form<Integer> PARALLEL = Form.integer(1, 100, Integer::valueOf);
  static final Form<String> URL_PATH =
      matching("a path", "/[A-Za-z0-9._~!$&'()*+,;=:@%?/-]{0,1023}", "start it with /");
  static final Form<String> PREFIX = Form.pattern("a path", "/.*", RouteText::path);
  static final Form<Hostname> HOST =
      Form.pattern("a host", "[A-Za-z0-9.-]{1,253}", RouteText::host);
  static final Form<StatusRange> STATUS =
      new Form<>(
          "a status or a range",
          Map.of(
              "type",
              java.util.List.of("integer", "string"),
              "pattern",
              "^[1-5][0-9]{2}(-[1-5][0-9]{2})?$"),
          Forms::status);
  static final Form<Cpu> CPU =
      new Form<>("cores", Map.of("type", "number", "minimum", 0.01, "maximum", 1024), Forms::cpu);
  static final Form<ByteSize> SIZE = Form.pattern("a size", "[0-9]{1,12}[KMGT]?", Forms::size);
  static final Form<Duration> PROBE_INTERVAL = Durations.between("1s", "1h");
  static final Form<Duration> PROBE_TIMEOUT = Durations.between("1s", "1m");
  static final Form<Duration> STOP_TIMEOUT = Durations.between("0s", "10m");
  static final Form<Duration> DRAIN = Durations.between("0s", "1h");
  static final Form<Duration> TIMEOUT = Durations.between("1s", "24h");
  static final Form<Boolean> SWITCH =
      new Form<>("true or false", Map.of("type", "boolean"), Forms::flag);
  static final Form<StopPolicy.Signal> SIGNAL = Form.oneOf(signals());
  static final Form<String> STRATEGY = Form.oneOf(words("rolling", "blue_green", "recreate"));
  static final Form<UpdatePolicy.OnFailure> ON_FAILURE = Form.oneOf(outcomes());

  private Forms() {}

  private static Map<String, String> words(String... words) {
    Map<String, String> out = new LinkedHashMap<>();
    for (String word : words) {
      out.put(word, word);
    }
    return out;
  }

  private static Map<String, StopPolicy.Signal> signals() {
    Map<String, StopPolicy.Signal> out = new LinkedHashMap<>();
    for (StopPolicy.Signal signal : StopPolicy.Signal.values()) {
      out.put(signal.name(), signal);
    }
    return out;
  }

  private static Map<String, UpdatePolicy.OnFailure> outcomes() {
    Map<String, UpdatePolicy.OnFailure> out = new LinkedHashMap<>();
    out.put("rollback", UpdatePolicy.OnFailure.ROLLBACK);
    out.put("pause", UpdatePolicy.OnFailure.PAUSE);
    return out;
  }

  static Form<String> matching(String noun, String pattern, String hint) {
    return Form.pattern(
        noun,
        pattern,
        text -> {
          if (!text.matches(pattern)) {
            throw Form.invalid("\"" + Printable.escape(text) + "\" is not " + noun, hint);
          }
          return text;
        });
  }

  private static EnvName variable(String text) {
    EnvName name = new EnvName(text);
    if (text.equals("PORT") || text.startsWith("NP_")) {
      throw Form.invalid(
          "`" + text + "` is set by np itself",
          text.equals("PORT") ? "read $PORT, or say `port: 8080`" : "choose a name without NP_");
    }
    return name;
  }

  private static String line(String text) {
    if (text.isBlank()) {
      throw Form.invalid("a command cannot be empty", "write a line for the shell: npm start");
    }
    return text;
  }

  /** Relative to the project and never leading out of it; {@code ./public/} becomes public. */
  private static String directory(String text) {
    String trimmed = text.replaceAll("^(\\./+)+", "").replaceAll("/+$", "");
    boolean out = text.startsWith("/") || java.util.List.of(trimmed.split("/", -1)).contains("..");
    if (text.isBlank() || out || !Printable.escape(text).equals(text) || text.contains("\\")) {
      throw Form.invalid(
          "\"" + Printable.escape(text) + "\" is not a directory below the project",
          "write it as ./public");
    }
    return trimmed.isEmpty() ? "." : trimmed;
  }

  private static StatusRange status(String text) {
    if (!text.matches("[0-9]{3}(-[0-9]{3})?")) {
      throw Form.invalid(
          "\"" + Printable.escape(text) + "\" is not a status", "write 200 or 200-399");
    }
    int low = Integer.parseInt(text.substring(0, 3));
    return new StatusRange(low, Integer.parseInt(text.substring(text.length() - 3)));
  }

  private static Cpu cpu(String text) {
    if (text.matches("[0-9]{1,6}m")) {
      double cores = Integer.parseInt(text.substring(0, text.length() - 1)) / 1000.0;
      throw Form.invalid("cpu is counted in cores here, not in " + text, "write " + cores);
    }
    return Cpu.parse(text);
  }

  static ByteSize size(String text) {
    ByteSize size = ByteSize.parse(text.matches("[0-9]+[kmgt][bi]*") ? refuseCase(text) : text);
    if (size.bytes() < ByteSize.mebibytes(4).bytes()) {
      throw Form.invalid(
          "memory " + text + " is too little",
          text.matches("[0-9]{2,5}") ? "add a unit: " + text + "M" : "give it at least 4M");
    }
    return size;
  }

  private static String refuseCase(String text) {
    throw Form.invalid(
        "\"" + text + "\" is not a size",
        "write "
            + text.replaceAll("[a-z]+$", "")
            + text.replaceAll("^[0-9]+", "").substring(0, 1).toUpperCase(java.util.Locale.ROOT));
  }

  private static boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw Form.invalid(
          "\"" + Printable.escape(text) + "\" is not true or false", "write true or false");
    }
    return text.equals("true");
  }
}
