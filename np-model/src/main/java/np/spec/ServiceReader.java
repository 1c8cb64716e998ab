package np.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.ExtensionName;
import np.model.Pooling;
import np.model.Printable;
import np.model.ServiceName;

/** Reads {@code services}, and holds references to them against those that there are. */
final class ServiceReader {
  private final Fields top;
  private final Diagnostics diagnostics;

  ServiceReader(Fields top, Diagnostics diagnostics) {
    this.top = top;
    this.diagnostics = diagnostics;
  }

  Map<ServiceName, ServiceSpec> read() {
    Map<ServiceName, ServiceSpec> services = new LinkedHashMap<>();
    top.group("services")
        .ifPresent(
            table ->
                table
                    .map()
                    .entries()
                    .keySet()
                    .forEach(
                        name ->
                            table
                                .group(name)
                                .ifPresent(
                                    fields -> services.put(new ServiceName(name), read(fields)))));
    return services;
  }

  private ServiceSpec read(Fields fields) {
    return new ServiceSpec(
        fields.get("version", ServiceForms.VERSION),
        fields.get("memory", ServiceForms.MEMORY),
        fields.get("sleep", ServiceForms.SLEEP),
        extensions(fields),
        fields.get("pooled", Forms.SWITCH).orElse(false) ? Pooling.TRANSACTION : Pooling.NONE,
        branch(fields));
  }

  private static List<ExtensionName> extensions(Fields fields) {
    return fields.value("extensions").orElse(null) instanceof Yaml.Rows rows
        ? rows.items().stream()
            .filter(Yaml.Scalar.class::isInstance)
            .map(item -> ServiceForms.EXTENSION.read(((Yaml.Scalar) item).text()))
            .distinct()
            .toList()
        : List.of();
  }

  private Optional<ServiceSpec.Branch> branch(Fields fields) {
    Optional<String> of = fields.get("branch_of", ServiceForms.BRANCH_OF);
    if (of.isEmpty() && fields.has("ttl") && !fields.has("branch_of")) {
      diagnostics.error(
          ErrorCode.SPEC_MISSING,
          fields.span("ttl"),
          "only a branch ends by itself: `ttl` needs `branch_of`",
          "say of what, for example branch_of: production");
    }
    return of.map(parent -> new ServiceSpec.Branch(parent, fields.get("ttl", ServiceForms.TTL)));
  }

  /** Reports what refers to nothing; returns whether all is well. */
  boolean checkReferences(Fields env, String name) {
    String value = env.get(name, Forms.VALUE).orElse("");
    return Reference.in(value).stream().allMatch(each -> check(env.valueSpan(name), each));
  }

  private boolean check(Span span, Reference reference) {
    List<String> services =
        top.group("services")
            .map(table -> List.copyOf(table.map().entries().keySet()))
            .orElse(List.of());
    if (!services.contains(reference.service())) {
      refuse(
          span,
          reference + " refers to `" + Printable.escape(reference.service()) + "`, no service",
          Nearest.to(reference.service(), services)
              .map(near -> "did you mean $(" + near + "." + reference.field() + ")?")
              .orElse("add it under services, for example services: {db: postgres}"));
      return false;
    }
    if (!Reference.FIELDS.contains(reference.field())) {
      refuse(
          span,
          reference + ": a database has no `" + Printable.escape(reference.field()) + "`",
          "write one of " + String.join(", ", Reference.FIELDS));
      return false;
    }
    return true;
  }

  private void refuse(Span span, String message, String help) {
    diagnostics.error(ErrorCode.SPEC_VALUE, span, message, help);
  }
}
