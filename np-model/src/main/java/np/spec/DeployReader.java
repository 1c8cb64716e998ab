package np.spec;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.Port;
import np.model.UpdatePolicy;
import np.model.UpdatePolicy.Strategy;

/** Reads {@code deploy}. */
final class DeployReader {
  private final Fields top;
  private final Diagnostics diagnostics;

  DeployReader(Fields top, Diagnostics diagnostics) {
    this.top = top;
    this.diagnostics = diagnostics;
  }

  UpdatePolicy read(Collection<ProcessSpec> processes) {
    UpdatePolicy policy = top.group("deploy").map(this::policy).orElse(UpdatePolicy.DEFAULT);
    if (processes.stream().anyMatch(DeployReader::isFixed)) {
      checkFixed();
    }
    return policy;
  }

  private UpdatePolicy policy(Fields fields) {
    UpdatePolicy usual = UpdatePolicy.DEFAULT;
    Duration timeout = fields.get("timeout", Forms.TIMEOUT).orElse(usual.timeout());
    return new UpdatePolicy(
        strategy(fields),
        timeout,
        fields.get("on_failure", Forms.ON_FAILURE).orElse(usual.onFailure()));
  }

  private Strategy strategy(Fields fields) {
    int parallel = fields.get("max_parallel", Forms.PARALLEL).orElse(1);
    String name = fields.get("strategy", Forms.STRATEGY).orElse("rolling");
    if (fields.has("max_parallel") && !name.equals("rolling")) {
      diagnostics.error(
          ErrorCode.SPEC_CONFLICT,
          fields.span("max_parallel"),
          "`max_parallel` is of no use with strategy " + name,
          "remove it, or write strategy: rolling");
    }
    return switch (name) {
      case "blue_green" -> new Strategy.BlueGreen();
      case "recreate" -> new Strategy.Recreate();
      default -> new Strategy.Rolling(parallel);
    };
  }

  private static boolean isFixed(ProcessSpec process) {
    return process.port().filter(Port.Fixed.class::isInstance).isPresent();
  }

  /** Old and new instance cannot hold one port at the same time. */
  private void checkFixed() {
    Optional<Fields> deploy = top.group("deploy");
    String said = deploy.flatMap(fields -> fields.get("strategy", Forms.STRATEGY)).orElse("");
    if (said.equals("rolling") || said.equals("blue_green")) {
      diagnostics.error(
          ErrorCode.SPEC_CONFLICT,
          deploy.map(fields -> fields.valueSpan("strategy")).orElse(Span.START),
          "old and new instance cannot both listen on a fixed `port` during a " + said + " deploy",
          "remove `port` and let the app read $PORT, or write strategy: recreate");
    } else if (said.isEmpty()) {
      diagnostics.warning(
          ErrorCode.SPEC_CONFLICT,
          fixedPort(),
          "with a fixed `port` the old instance stops before the new one starts: a short gap",
          "let the app read $PORT, or write deploy: {strategy: recreate} to say that it is meant");
    }
  }

  private Span fixedPort() {
    return top.has("port")
        ? top.span("port")
        : top.group("processes").stream()
            .flatMap(table -> table.map().entries().keySet().stream().map(table::group))
            .flatMap(Optional::stream)
            .filter(process -> process.has("port"))
            .map(process -> process.span("port"))
            .findFirst()
            .orElse(Span.START);
  }
}
