package np.nomad.job;

import java.time.Duration;

/** Durations as job JSON wants them: integer nanoseconds (Nomad api/jobs.go, time.Duration). */
final class Nanoseconds {
  private Nanoseconds() {}

  static long of(Duration duration) {
    return duration.toNanos();
  }

  static long ofSeconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
