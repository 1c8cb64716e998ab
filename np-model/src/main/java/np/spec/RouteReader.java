package np.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import np.model.ErrorCode;
import np.model.Hostname;
import np.model.NpException;
import np.model.ProcessName;
import np.model.Route;

/** Reads {@code routes}. */
final class RouteReader {
  private final Fields top;
  private final Diagnostics diagnostics;
  private final Map<String, Integer> places = new HashMap<>();

  RouteReader(Fields top, Diagnostics diagnostics) {
    this.top = top;
    this.diagnostics = diagnostics;
  }

  /** The names in {@code process} of all routes. */
  static Set<String> processes(Fields top) {
    Set<String> out = new HashSet<>();
    if (top.value("routes").orElse(null) instanceof Yaml.Rows rows) {
      for (Yaml item : rows.items()) {
        if (item instanceof Yaml.Mapping map) {
          new Fields(map).get("process", Forms.PROCESS).ifPresent(name -> out.add(name.value()));
        }
      }
    }
    return out;
  }

  List<RouteSpec> read(Map<ProcessName, ProcessSpec> processes) {
    List<RouteSpec> out = new ArrayList<>();
    if (top.value("routes").orElse(null) instanceof Yaml.Rows rows) {
      for (Yaml item : rows.items()) {
        route(item)
            .filter(route -> isNew(route, item.span()))
            .filter(route -> leadsSomewhere(route, item, processes))
            .ifPresent(out::add);
      }
    }
    return out;
  }

  private Optional<RouteSpec> route(Yaml item) {
    return switch (item) {
      case Yaml.Scalar scalar -> line(scalar);
      case Yaml.Mapping map -> group(new Fields(map));
      case Yaml.Rows _ -> Optional.empty();
      case Yaml.Broken _ -> Optional.empty();
    };
  }

  /** {@code host[/path]} or {@code host[/path] -> host}. */
  private Optional<RouteSpec> line(Yaml.Scalar scalar) {
    try {
      String[] sides = scalar.text().split("->", -1);
      if (sides.length > 2) {
        throw Form.invalid("a route has one ->", "write from.example.com -> to.example.com");
      }
      String from = sides[0].strip();
      int slash = from.contains("://") ? -1 : from.indexOf('/');
      Hostname host = RouteText.host(slash < 0 ? from : from.substring(0, slash));
      String path = slash < 0 ? "/" : RouteText.path(from.substring(slash));
      return Optional.of(
          sides.length == 1
              ? new RouteSpec.To(host, path, AppSpec.WEB, Route.Prefix.KEEP)
              : new RouteSpec.Redirect(host, path, target(sides[1].strip())));
    } catch (NpException.Invalid e) {
      diagnostics.error(ErrorCode.SPEC_VALUE, scalar.span(), "route: " + e.getMessage(), e.hint());
      return Optional.empty();
    }
  }

  private static Hostname target(String text) {
    if (text.contains("/") && !text.contains("://")) {
      throw Form.invalid(
          "a redirect leads to a host", "path and query are kept: write only the host");
    }
    return RouteText.host(text);
  }

  private Optional<RouteSpec> group(Fields fields) {
    if (!fields.has("host")) {
      diagnostics.error(
          ErrorCode.SPEC_MISSING,
          fields.map().span(),
          "a route needs `host`",
          "for example {host: shop.example.com, path: /api}");
    }
    checkStrip(fields);
    boolean strip = fields.get("strip", Forms.SWITCH).orElse(false);
    return fields
        .get("host", Forms.HOST)
        .map(
            host ->
                new RouteSpec.To(
                    host,
                    fields.get("path", Forms.PREFIX).orElse("/"),
                    fields.get("process", Forms.PROCESS).orElse(AppSpec.WEB),
                    strip ? Route.Prefix.STRIP : Route.Prefix.KEEP));
  }

  private void checkStrip(Fields fields) {
    boolean strip = fields.get("strip", Forms.SWITCH).orElse(false);
    boolean whole = fields.get("path", Forms.PREFIX).orElse("/").equals("/");
    if (strip && whole && !(fields.value("path").orElse(null) instanceof Yaml.Broken)) {
      diagnostics.error(
          ErrorCode.SPEC_CONFLICT,
          fields.span("strip"),
          "`strip` is of no use without `path`",
          "remove it, or add the prefix to cut off");
    }
  }

  private boolean isNew(RouteSpec route, Span span) {
    String place = route.host() + route.path();
    Integer first = places.putIfAbsent(place, span.line());
    if (first != null) {
      diagnostics.error(
          ErrorCode.SPEC_DUPLICATE,
          span,
          "route " + place + " is set twice: line " + first + " and line " + span.line(),
          "keep one");
    }
    return first == null;
  }

  private boolean leadsSomewhere(
      RouteSpec route, Yaml item, Map<ProcessName, ProcessSpec> processes) {
    return switch (route) {
      case RouteSpec.Redirect redirect -> leadsElsewhere(redirect, item.span());
      case RouteSpec.To to when top.has("static") -> isForSite(to, item.span());
      case RouteSpec.To to -> isForProcess(to, item.span(), processes);
    };
  }

  private boolean leadsElsewhere(RouteSpec.Redirect redirect, Span span) {
    if (redirect.host().equals(redirect.target())) {
      diagnostics.error(
          ErrorCode.SPEC_CONFLICT, span, "this redirect leads to itself", "name another host");
      return false;
    }
    return true;
  }

  private boolean isForSite(RouteSpec.To to, Span span) {
    if (!to.process().equals(AppSpec.WEB)) {
      diagnostics.error(
          ErrorCode.SPEC_CONFLICT,
          span,
          "a route of a static site leads to its files, not to `" + to.process() + "`",
          "remove `process`");
    }
    return true;
  }

  private boolean isForProcess(
      RouteSpec.To to, Span span, Map<ProcessName, ProcessSpec> processes) {
    List<String> names = processes.keySet().stream().map(ProcessName::value).toList();
    boolean known = processes.containsKey(to.process());
    if (!known && (!names.isEmpty() || !top.has("processes"))) {
      diagnostics.error(
          ErrorCode.SPEC_CONFLICT,
          span,
          "a route leads to `" + to.process() + "`, which is no process here",
          Nearest.to(to.process().value(), names)
              .map(name -> "did you mean `" + name + "`?")
              .orElse("processes here: " + String.join(", ", names)));
    }
    return known;
  }
}
