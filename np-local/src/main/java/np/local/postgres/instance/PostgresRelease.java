package np.local.postgres.instance;

import java.nio.file.Files;
import java.nio.file.Path;
import np.model.PostgresVersion;

/**
 * Unpacked programs of PostgreSQL.
 *
 * @param version its major version
 * @param minor the second number of its release
 * @param directory with bin, lib and share
 */
public record PostgresRelease(PostgresVersion version, int minor, Path directory) {
  /** The minor versions of May 2026, which mend CVE-2026-6479 and ten others. */
  private static final int LEAST_17 = 10;

  private static final int LEAST_18 = 4;

  /** As in {@code 18.6}. */
  public static PostgresRelease of(String release, Path directory) {
    String[] numbers = release.split("\\.", -1);
    return new PostgresRelease(
        PostgresVersion.parse(numbers[0]), Integer.parseInt(numbers[1]), directory);
  }

  /** As in {@code 18.6}. */
  public String number() {
    return version + "." + minor;
  }

  /** Whether its programs are there and may be run by this user. */
  public boolean isThere() {
    return Files.isExecutable(program("postgres"));
  }

  /** The least release without known holes, as in {@code 18.4}. */
  public String least() {
    return version + "." + leastMinor();
  }

  /** Whether its known holes are mended. */
  public boolean isPatched() {
    return minor >= leastMinor();
  }

  private int leastMinor() {
    return switch (version) {
      case V17 -> LEAST_17;
      case V18 -> LEAST_18;
    };
  }

  Path program(String name) {
    return directory.resolve("bin").resolve(name);
  }

  Path libraries() {
    return directory.resolve("lib");
  }
}
