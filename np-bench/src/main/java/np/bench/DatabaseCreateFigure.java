package np.bench;

import java.time.Duration;
import java.util.List;

/** From the wish for a database to the first answer of it. */
final class DatabaseCreateFigure implements Figure {
  private static final int WARM_UP = 10;
  private static final int TIMES = 40;
  private static final int COMMANDS = 15;

  /** How they follow each other; the figure of many has them without a pause. */
  private static final Duration APART = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "db-create";
  }

  @Override
  public String group() {
    return "databases";
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    platform.np("server", "start");
    try (Databases databases = new Databases(platform)) {
      Samples samples = firstQueries(databases);
      for (int i = 0; i < 2; i++) {
        platform.np("db", "create", "typed-first-" + i);
      }
      int[] next = {0};
      Samples commands =
          Samples.of(COMMANDS, () -> platform.np("db", "create", "typed-" + next[0]++).millis());
      return List.of(
          Result.median(median(), samples, "one request, one connection of pgjdbc, `select 1`"),
          Result.of(tail(), samples.quantile(0.95), samples, "of the same"),
          Result.median(command(), commands, "whole command; the URL that it prints works"));
    }
  }

  private static Samples firstQueries(Databases databases) throws Exception {
    Sql.warmUp(databases.create("warm", "1h"), Sql.Tls.ON);
    for (int i = 0; i < WARM_UP; i++) {
      Sql.firstRow(databases.create("warm-" + i, "1h"), Sql.Tls.ON);
    }
    int[] next = {0};
    return Samples.of(
        TIMES,
        () -> {
          Thread.sleep(APART);
          long begun = System.nanoTime();
          Sql.firstRow(databases.create("fresh-" + next[0]++, "1h"), Sql.Tls.ON);
          return (System.nanoTime() - begun) / 1e6;
        });
  }

  private Target median() {
    return Target.atMost(
            "40-create", "API create → first query over TLS + SCRAM, median", 100, 50, "ms")
        .by(name());
  }

  private Target tail() {
    return Target.atMost(
            "41-create-p95", "API create → first query over TLS + SCRAM, p95", 200, 100, "ms")
        .by(name());
  }

  private Target command() {
    return Target.atMost(
            "42-create-command", "`np db create`, wall, to a printed working URL", 500, 250, "ms")
        .by(name());
  }
}
