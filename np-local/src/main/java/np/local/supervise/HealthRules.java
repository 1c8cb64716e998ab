package np.local.supervise;

import java.time.Duration;
import java.util.Optional;
import np.model.HealthCheck;
import np.model.Workload;

/**
 * How the health of a workload's instances is found out.
 *
 * @param probe what is asked; empty when there is nothing to ask
 * @param grace from its start until an instance must have been healthy once
 */
record HealthRules(
    Optional<HealthCheck.Probe> probe, Duration interval, Duration timeout, Duration grace) {
  private static final HealthRules NOTHING_TO_ASK =
      new HealthRules(
          Optional.empty(), Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(30));

  static HealthRules of(Workload workload) {
    return switch (workload) {
      case Workload.Service service -> of(service.health());
      case Workload.Worker worker -> worker.health().map(HealthRules::of).orElse(NOTHING_TO_ASK);
    };
  }

  private static HealthRules of(HealthCheck check) {
    return new HealthRules(
        Optional.of(check.probe()), check.interval(), check.timeout(), check.grace());
  }
}
