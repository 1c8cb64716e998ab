package np.model;

import java.time.Duration;

/**
 * How to find out whether an instance serves: before it gets traffic and for as long as it runs.
 *
 * @param probe what is asked
 * @param interval between two probes, 1 s to 1 h (Nomad's floor is 1 s)
 * @param timeout of one probe, 1 s to interval or 1 min
 * @param grace from the start of an instance until it must have been healthy once, 1 s to 1 h
 */
public record HealthCheck(Probe probe, Duration interval, Duration timeout, Duration grace) {
  private static final Duration SECOND = Duration.ofSeconds(1);

  public HealthCheck {
    check("interval", interval, Duration.ofHours(1));
    check("timeout", timeout, Duration.ofMinutes(1));
    check("grace", grace, Duration.ofHours(1));
  }

  /** A probe with the usual times: every 5 s, 2 s each, 30 s to become healthy. */
  public static HealthCheck of(Probe probe) {
    return new HealthCheck(
        probe, Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(30));
  }

  private static void check(String name, Duration value, Duration most) {
    if (value.compareTo(SECOND) < 0 || value.compareTo(most) > 0) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "health_check " + name + " " + value.toSeconds() + "s is out of range",
          "write 1s to " + most.toSeconds() + "s");
    }
  }

  /** What a health check asks. */
  public sealed interface Probe {
    /**
     * A GET that must answer with a status in range.
     *
     * @param path starts with /
     */
    record Http(String path, StatusRange expect) implements Probe {}

    /** A connection to the port that must be accepted. */
    record Tcp() implements Probe {}

    /** A command in the instance's sandbox that must exit with 0. */
    record Exec(Command command) implements Probe {}
  }
}
