package np.model;

import java.time.Duration;

/**
 * How an instance is ended: traffic is drained first, then the signal, then SIGKILL.
 *
 * @param signal sent to every process of the instance
 * @param timeout from the signal to SIGKILL, 0 s to 10 min
 * @param drain the most that requests and WebSockets in flight may take before the signal, 0 s to 1
 *     h
 */
public record StopPolicy(Signal signal, Duration timeout, Duration drain) {
  public static final StopPolicy DEFAULT =
      new StopPolicy(Signal.SIGTERM, Duration.ofSeconds(10), Duration.ofSeconds(30));

  public StopPolicy {
    check("timeout", timeout, Duration.ofMinutes(10));
    check("drain", drain, Duration.ofHours(1));
  }

  private static void check(String name, Duration value, Duration most) {
    if (value.isNegative() || value.compareTo(most) > 0) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "stop " + name + " " + value.toSeconds() + "s is out of range",
          "write 0s to " + most.toSeconds() + "s");
    }
  }

  /** The signals that may ask a process to end, with their Linux numbers (signal(7)). */
  public enum Signal {
    SIGHUP(1),
    SIGINT(2),
    SIGQUIT(3),
    SIGUSR1(10),
    SIGUSR2(12),
    SIGTERM(15);

    private final int number;

    Signal(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }
}
