package np.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Minutes of writing transactions through the gateway: none may fail, there is no pause of ten
 * seconds, and every one that was acknowledged is seen afterwards, as the book-keeping of TPC-B
 * shows.
 */
final class GatewayLongFigure implements Figure {
  private static final int CLIENTS = 16;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofMinutes(3);

  @Override
  public String name() {
    return "gateway-long";
  }

  @Override
  public String group() {
    return "databases";
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    Optional<PgBench> pgbench = PgBench.find();
    if (pgbench.isEmpty()) {
      return List.of(Result.absent(target(), "pgbench is missing"));
    }
    platform.np("server", "start");
    try {
      return List.of(write(platform, pgbench.get()));
    } catch (IOException e) {
      return List.of(new Result(target(), "broke off", target().verdict(1), lastLine(e)));
    }
  }

  private static String lastLine(IOException e) {
    return e.toString().lines().reduce((before, last) -> last).orElse("");
  }

  private Result write(Platform platform, PgBench pgbench) throws Exception {
    try (Databases databases = new Databases(platform)) {
      String url = databases.create("bench", "never", "1G");
      pgbench.prepare(url);
      PgBench.Books warm = pgbench.write(url, Sql.Tls.ON, CLIENTS, WARM_UP);
      double before = edge(platform);
      PgBench.Books books = pgbench.write(url, Sql.Tls.ON, CLIENTS, LONG);
      double after = edge(platform);
      if (books.slowest() == 0) {
        throw new IOException("for ten seconds nothing was done");
      }
      long missing = warm.done() + books.done() - kept(url);
      String note =
          String.format(
              Locale.ROOT,
              "%d done, %.0f/s, in the slowest ten seconds %.0f/s; PSS of the edge before and after:"
                  + " %.0f and %.0f MB",
              books.done(),
              (double) books.done() / LONG.toSeconds(),
              books.slowest(),
              before,
              after);
      double wrong = warm.failed() + books.failed() + Math.abs(missing);
      return Result.median(target(), new Samples(List.of(wrong)), note);
    }
  }

  private static double edge(Platform platform) {
    return Processes.sum(new Processes(platform.home()).megabytes(), "edge");
  }

  /** How many transactions are in its books; each is in four tables, which must agree. */
  private static long kept(String url) throws Exception {
    try (Sql sql = Sql.connect(url, Sql.Tls.ON)) {
      String sums =
          sql.one(
              """
              select count(distinct total) from (
                select sum(abalance) total from pgbench_accounts
                union all select sum(tbalance) from pgbench_tellers
                union all select sum(bbalance) from pgbench_branches
                union all select sum(delta) from pgbench_history) books
              """);
      if (!sums.equals("1")) {
        throw new IllegalStateException("the tables of pgbench do not agree");
      }
      return Long.parseLong(sql.one("select count(*) from pgbench_history"));
    }
  }

  private Target target() {
    String title =
        "%d minutes of pgbench (TPC-B), %d clients, TLS: transactions that failed or are missing"
            .formatted(LONG.toMinutes(), CLIENTS);
    return Target.atMost("62-long", title, 0, 0, "of all").by(name());
  }
}
