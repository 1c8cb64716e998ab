package np.spec;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import np.model.ErrorCode;
import np.model.Port;
import np.model.ProcessName;
import np.model.Resources;
import np.model.StopPolicy;

/** Reads the process types; {@code run scale port ...} of the top level mean web. */
final class ProcessReader {
  private static final List<String> KEYS =
      List.of("run", "scale", "port", "health_check", "resources", "stop");

  private final Fields top;
  private final Diagnostics diagnostics;
  private final Set<String> routed;
  private final Map<Integer, ProcessName> fixed = new HashMap<>();

  ProcessReader(Fields top, Diagnostics diagnostics) {
    this.top = top;
    this.diagnostics = diagnostics;
    this.routed = RouteReader.processes(top);
  }

  Map<ProcessName, ProcessSpec> read() {
    Map<ProcessName, ProcessSpec> out = new LinkedHashMap<>();
    web().ifPresent(fields -> read(AppSpec.WEB, fields, out));
    top.group("processes")
        .ifPresent(
            table ->
                table.map().entries().keySet().stream()
                    .filter(name -> !name.equals("web"))
                    .forEach(
                        name ->
                            table
                                .group(name)
                                .ifPresent(fields -> read(new ProcessName(name), fields, out))));
    return out;
  }

  /** Top level and {@code processes.web} as one; nothing for a static site. */
  private Optional<Fields> web() {
    Optional<Fields> named = top.group("processes").flatMap(table -> table.group("web"));
    Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    named.ifPresent(fields -> entries.putAll(fields.map().entries()));
    for (String key : KEYS) {
      top.map().entry(key).ifPresent(entry -> put(entries, entry));
    }
    boolean web = named.isPresent() || !entries.isEmpty();
    if (web && top.has("static")) {
      refuseBesideStatic(entries);
      return Optional.empty();
    }
    Span span = named.map(fields -> fields.map().span()).orElse(firstSpan(entries));
    return web ? Optional.of(new Fields(new Yaml.Mapping(entries, span))) : Optional.empty();
  }

  private static Span firstSpan(Map<String, Yaml.Entry> entries) {
    return entries.values().stream().findFirst().map(e -> e.key().span()).orElse(Span.START);
  }

  private void put(Map<String, Yaml.Entry> entries, Yaml.Entry entry) {
    String key = entry.key().text();
    Yaml.Entry other = entries.putIfAbsent(key, entry);
    if (other != null) {
      diagnostics.error(
          ErrorCode.SPEC_CONFLICT,
          other.key().span(),
          "`"
              + key
              + "` of web is set here and at the top level in line "
              + entry.key().span().line(),
          "keep one: at the top level `" + key + "` means web");
    }
  }

  private void refuseBesideStatic(Map<String, Yaml.Entry> entries) {
    Span span =
        entries.isEmpty() ? top.span("processes") : entries.values().iterator().next().key().span();
    String name = entries.isEmpty() ? "processes.web" : entries.keySet().iterator().next();
    diagnostics.error(
        ErrorCode.SPEC_CONFLICT,
        span,
        "`static` and `" + name + "` exclude each other: np itself serves a static site",
        "remove one of them, or name the process otherwise under `processes`");
  }

  private void read(ProcessName name, Fields fields, Map<ProcessName, ProcessSpec> out) {
    Optional<String> run = fields.get("run", Forms.LINE);
    if (!fields.has("run") && !top.has("image")) {
      diagnostics.error(
          ErrorCode.SPEC_MISSING,
          fields.map().span(),
          "process `" + name + "` has no `run`",
          "say which command starts it, for example run: npm start");
    }
    Optional<Port> port = port(name, fields);
    int scale = fields.get("scale", Forms.SCALE).orElse(1);
    checkFixed(name, fields, scale);
    out.put(
        name,
        new ProcessSpec(
            run.orElse(""),
            scale,
            port,
            new HealthReader(name, fields, diagnostics).read(port),
            fields.group("resources").map(ProcessReader::resources).orElse(Resources.DEFAULT),
            fields.group("stop").map(ProcessReader::stop).orElse(StopPolicy.DEFAULT)));
  }

  /** Web listens, and so does every process that a route leads to. */
  private Optional<Port> port(ProcessName name, Fields fields) {
    Optional<Port> said = fields.get("port", Forms.PORT).map(port -> port);
    boolean listens =
        name.equals(AppSpec.WEB) || fields.has("port") || routed.contains(name.value());
    return said.or(() -> listens ? Optional.of(new Port.Assigned()) : Optional.empty());
  }

  private void checkFixed(ProcessName name, Fields fields, int scale) {
    Optional<Integer> number = fields.get("port", Forms.PORT).map(Port.Fixed::number);
    if (number.isEmpty()) {
      return;
    }
    ProcessName other = fixed.putIfAbsent(number.get(), name);
    if (other != null) {
      diagnostics.error(
          ErrorCode.SPEC_CONFLICT,
          fields.valueSpan("port"),
          "`" + other + "` and `" + name + "` cannot both listen on port " + number.get(),
          "give one another port, or let it read $PORT");
    }
    if (scale > 1) {
      diagnostics.error(
          ErrorCode.SPEC_CONFLICT,
          fields.valueSpan("port"),
          scale + " instances of `" + name + "` cannot listen on the one port " + number.get(),
          "remove `port` and let the app read $PORT, or set scale: 1");
    }
  }

  private static Resources resources(Fields fields) {
    return new Resources(
        fields.get("cpu", Forms.CPU).orElse(Resources.DEFAULT.cpu()),
        fields.get("memory", Forms.SIZE).orElse(Resources.DEFAULT.memory()),
        Resources.DEFAULT.processes());
  }

  private static StopPolicy stop(Fields fields) {
    return new StopPolicy(
        fields.get("signal", Forms.SIGNAL).orElse(StopPolicy.DEFAULT.signal()),
        fields.get("timeout", Forms.STOP_TIMEOUT).orElse(StopPolicy.DEFAULT.timeout()),
        fields.get("drain", Forms.DRAIN).orElse(StopPolicy.DEFAULT.drain()));
  }
}
