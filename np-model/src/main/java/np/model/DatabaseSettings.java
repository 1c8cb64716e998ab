package np.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the owner may choose and change later.
 *
 * @param memory of all processes of the instance together, 64M to 1T; buffers and the number of
 *     connections follow from it
 * @param sleep without activity for so long, 10 s to 7 days, the instance is stopped until the next
 *     connection; empty: never
 * @param extensions that are created in it; more can be added, none is ever dropped
 */
public record DatabaseSettings(
    ByteSize memory, Optional<Duration> sleep, List<ExtensionName> extensions) {
  private static final ByteSize LEAST = ByteSize.mebibytes(64);
  private static final ByteSize MOST = ByteSize.mebibytes(1 << 20);
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(7);

  // below the limits, which its own making checks
  public static final DatabaseSettings DEFAULT =
      new DatabaseSettings(ByteSize.mebibytes(256), Optional.of(Duration.ofMinutes(5)), List.of());

  public DatabaseSettings {
    extensions = List.copyOf(extensions);
    if (memory.compareTo(LEAST) < 0 || memory.compareTo(MOST) > 0) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "memory " + memory + " is out of range", "write 64M to 1T");
    }
    if (sleep.filter(DatabaseSettings::isOutOfRange).isPresent()) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "sleep " + sleep.orElseThrow().toSeconds() + "s is out of range",
          "write 10s to 7d, or never");
    }
  }

  private static boolean isOutOfRange(Duration sleep) {
    return sleep.compareTo(SHORTEST) < 0 || sleep.compareTo(LONGEST) > 0;
  }
}
