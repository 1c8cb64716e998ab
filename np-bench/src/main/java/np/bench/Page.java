package np.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * docs/benchmarks.md.
 *
 * @param file where
 */
record Page(Path file) {
  private static final String HEAD =
      """
      # Benchmarks

      Written by `./np bench`, which starts an np of its own in a temporary home and stops it again;
      `./np bench NAME...` measures some figures anew: start, deploy, status, memory, edge, tls, apps,
      databases (db-create, db-wake, db-idle, db-branch, db-many, gateway, gateway-long).
      It installs nothing; a peer whose Debian package is missing is left out.

      """;

  private static final String METHOD =
      """

      Every figure is of whole processes: the launcher script, the JVM and the answer. The numbers are
      medians [least..most] of n; a ratio to a peer is taken in each round, in which the programs run one
      after the other before the same upstream, an instance that np runs (nginx, 1 worker, `return 200`).
      The load generator (wrk, 2 threads) and the upstream share the cores with whoever is measured. All
      of them keep connections to the upstream; np and nginx write an access log, caddy does not.
      Clients of databases are pgjdbc and pgbench; what they need themselves counts in. pgbouncer pools by
      transaction before a PostgreSQL with the same binaries and settings. A per-query overhead is the
      latency less that of PostgreSQL asked directly, in clear.
      PSS is the sum over `/proc/*/smaps_rollup` of all processes of the home.
      """;

  void write(List<String> machine, List<Properties> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(HEAD + String.join("\n", machine) + "\n");
    lines.add("| Figure | Reach | Aim | Measured | Verdict | Again | Date |");
    lines.add("|---|---|---|---|---|---|---|");
    for (Properties row : rows) {
      lines.add(
          "| %s | %s | %s | %s | %s | `%s` | %s |"
              .formatted(
                  row.get("title"),
                  row.get("reach"),
                  row.get("aim"),
                  row.get("measured"),
                  row.get("verdict"),
                  row.get("command"),
                  row.get("date")));
    }
    lines.add("\n## What they are made of\n");
    for (Properties row : rows) {
      if (!row.getProperty("note", "").isEmpty()) {
        lines.add("- " + row.get("title") + ": " + row.get("note"));
      }
    }
    lines.add(METHOD.stripTrailing());
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
