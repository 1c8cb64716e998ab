package np.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import np.model.Command;
import np.model.ErrorCode;
import np.model.HealthCheck;
import np.model.Port;
import np.model.ProcessName;
import np.model.StatusRange;

/** Reads {@code health_check} of one process. */
final class HealthReader {
  private static final List<String> PROBES = List.of("path", "tcp", "command");

  private final ProcessName process;
  private final Fields owner;
  private final Diagnostics diagnostics;

  HealthReader(ProcessName process, Fields owner, Diagnostics diagnostics) {
    this.process = process;
    this.owner = owner;
    this.diagnostics = diagnostics;
  }

  Optional<HealthCheck> read(Optional<Port> port) {
    return owner.group("health_check").flatMap(fields -> read(fields, port));
  }

  private Optional<HealthCheck> read(Fields fields, Optional<Port> port) {
    List<String> said = PROBES.stream().filter(fields::has).toList();
    if (said.size() > 1) {
      conflict(
          fields.span(said.get(1)),
          "`" + said.get(0) + "` and `" + said.get(1) + "` exclude each other",
          "keep one of path, tcp and command");
    }
    checkStatus(fields);
    return probe(fields, port).map(probe -> withTimes(probe, fields));
  }

  private Optional<HealthCheck.Probe> probe(Fields fields, Optional<Port> port) {
    Optional<String> command = fields.get("command", Forms.LINE);
    if (command.isPresent()) {
      return command.map(line -> new HealthCheck.Probe.Exec(new Command.Shell(line)));
    }
    if (port.isEmpty()) {
      conflict(
          owner.span("health_check"),
          "`" + process + "` listens on no port that a health check could ask",
          "add `port`, or use {command: ...}");
      return Optional.empty();
    }
    StatusRange status = fields.get("status", Forms.STATUS).orElse(StatusRange.HEALTHY);
    return fields
        .get("path", Forms.URL_PATH)
        .<HealthCheck.Probe>map(path -> new HealthCheck.Probe.Http(path, status))
        .or(() -> Optional.of(new HealthCheck.Probe.Tcp()));
  }

  private HealthCheck withTimes(HealthCheck.Probe probe, Fields fields) {
    HealthCheck usual = HealthCheck.of(probe);
    Duration interval = fields.get("interval", Forms.PROBE_INTERVAL).orElse(usual.interval());
    Duration shorter = usual.timeout().compareTo(interval) < 0 ? usual.timeout() : interval;
    Duration timeout = fields.get("timeout", Forms.PROBE_TIMEOUT).orElse(shorter);
    if (timeout.compareTo(interval) > 0) {
      conflict(
          fields.valueSpan("timeout"),
          "a probe of `" + process + "` may take longer than the time between two probes",
          "write a timeout of " + Durations.print(interval) + " or less, or a longer interval");
    }
    Duration grace = fields.get("grace", Forms.PROBE_INTERVAL).orElse(usual.grace());
    return new HealthCheck(probe, interval, timeout, grace);
  }

  private void checkStatus(Fields fields) {
    if (fields.has("status") && !fields.has("path")) {
      conflict(fields.span("status"), "`status` is of no use without `path`", "remove it");
    }
  }

  private void conflict(Span span, String message, String help) {
    diagnostics.error(ErrorCode.SPEC_CONFLICT, span, message, help);
  }
}
