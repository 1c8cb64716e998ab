package np.local.supervise;

import java.time.Duration;
import java.time.Instant;
import np.model.StopPolicy;

/**
 * When the steps of an instance's end must be over.
 *
 * @param drainedBy it gets the signal then at the latest
 * @param killAt it is killed then, if it gets the signal now
 */
record StopTimes(Instant drainedBy, Instant killAt) {

  static StopTimes of(WorkloadRecord record, InstanceRecord instance, Instant now) {
    StopPolicy policy = record.versionOf(instance).stop();
    Instant drainedBy = now.plus(policy.drain());
    Instant killAt = now.plus(policy.timeout());
    if (record.removeBy().isEmpty()) {
      return new StopTimes(drainedBy, killAt);
    }
    Instant end = record.removeBy().get();
    Duration left = Duration.between(now, end);
    Duration half = left.isNegative() ? Duration.ZERO : left.dividedBy(2);
    Duration toEnd = policy.timeout().compareTo(half) < 0 ? policy.timeout() : half;
    return new StopTimes(earlier(drainedBy, end.minus(toEnd)), earlier(killAt, end));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
