package np.dist.check;

import java.util.List;
import java.util.stream.Collectors;
import np.cli.host.Check;
import np.cli.host.Finding;
import np.local.postgres.instance.PostgresRelease;

/** Whether the PostgreSQL that databases run on is there and has no known holes. */
public final class PostgresCheck implements Check {
  private final List<PostgresRelease> releases;

  /**
   * @param releases that came with np
   */
  public PostgresCheck(List<PostgresRelease> releases) {
    this.releases = List.copyOf(releases);
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public Finding run() {
    for (PostgresRelease release : releases) {
      if (!release.isPatched()) {
        return Finding.problem(
            "PostgreSQL " + release.number() + " has known holes; " + release.least() + " has not",
            "upgrade np");
      }
    }
    List<PostgresRelease> missing =
        releases.stream().filter(release -> !release.isThere()).toList();
    return missing.isEmpty()
        ? Finding.ok("PostgreSQL " + numbers(releases) + " for databases")
        : Finding.warning(
            "PostgreSQL " + numbers(missing) + " is not unpacked yet", "it is at the next start");
  }

  private static String numbers(List<PostgresRelease> releases) {
    return releases.stream()
        .map(PostgresRelease::number)
        .sorted()
        .collect(Collectors.joining(" and "));
  }
}
