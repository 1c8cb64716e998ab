package np.testkit.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * What came of a load.
 *
 * @param sent requests that were due and have ended
 * @param succeeded those that were answered with 200 and the right body
 * @param failures the others, by kind
 * @param releases how often each release answered, named as in the body
 * @param instances how often each instance answered, named as in the body
 * @param samples the first failures, one line each
 * @param latency share (0 to 1) to duration, counted from when a request was due
 */
public record LoadReport(
    long sent,
    long succeeded,
    Map<Failure, Long> failures,
    Map<String, Long> releases,
    Map<String, Long> instances,
    List<String> samples,
    DoubleFunction<Duration> latency) {
  public LoadReport {
    failures = Map.copyOf(failures);
    releases = Map.copyOf(releases);
    instances = Map.copyOf(instances);
    samples = List.copyOf(samples);
  }

  /** How many requests failed, for whatever reason. */
  public long failed() {
    return sent - succeeded;
  }

  /** How many requests failed in this way. */
  public long failed(Failure kind) {
    return failures.getOrDefault(kind, 0L);
  }

  /** The duration that this share (0 to 1) of the answered requests took at most. */
  public Duration quantile(double share) {
    return latency.apply(share);
  }

  @Override
  public String toString() {
    return "sent=%d failed=%d %s p50=%s p99=%s max=%s releases=%s instances=%s %s"
        .formatted(
            sent,
            failed(),
            failures,
            quantile(0.5),
            quantile(0.99),
            quantile(1),
            releases,
            instances,
            samples);
  }
}
