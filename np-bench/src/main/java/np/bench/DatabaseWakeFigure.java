package np.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a client waits for that connects to a database that sleeps. */
final class DatabaseWakeFigure implements Figure {
  private static final int WARM_UP = 8;
  private static final int TIMES = 40;
  private static final int STORM = 100;
  private static final int STORMS = 3;

  @Override
  public String name() {
    return "db-wake";
  }

  @Override
  public String group() {
    return "databases";
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    platform.np("server", "start");
    try (Databases databases = new Databases(platform)) {
      String url = databases.create("sleeper", "1h");
      BarePostgres bare =
          BarePostgres.prepare(
              platform.scratch().resolve("bare"),
              platform.postgresBinaries(),
              PostgresSettings.of(url));
      List<Result> results = new ArrayList<>();
      results.add(wake(databases, url, Sql.Tls.OFF, bare));
      results.add(wake(databases, url, Sql.Tls.ON, bare));
      results.add(storm(databases));
      return results;
    }
  }

  private Result wake(Databases databases, String url, Sql.Tls tls, BarePostgres bare)
      throws Exception {
    Sql.warmUp(url, tls);
    for (int i = 0; i < WARM_UP; i++) {
      wake(databases, url, tls);
    }
    List<Double> asleep = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      asleep.add(wake(databases, url, tls));
      alone.add(bare.start());
    }
    Samples awake = Samples.of(TIMES, () -> Sql.firstRow(url, tls));
    Target target = target(tls);
    String parts =
        "the same while it is awake: %s; start of PostgreSQL alone, in turns: %s"
            .formatted(target.show(awake.median()), target.show(new Samples(alone).median()));
    return Result.median(target, new Samples(asleep), parts);
  }

  private static double wake(Databases databases, String url, Sql.Tls tls) throws Exception {
    databases.suspend("sleeper");
    return Sql.firstRow(url, tls);
  }

  private Target target(Sql.Tls tls) {
    return switch (tls) {
      case OFF ->
          Target.atMost(
                  "43-wake", "wake: TCP connect → first row, plain, SCRAM, median", 40, 20, "ms")
              .by(name());
      case ON ->
          Target.atMost(
                  "44-wake-tls", "wake: TCP connect → first row, TLS + SCRAM, median", 60, 35, "ms")
              .by(name());
    };
  }

  private Result storm(Databases databases) throws Exception {
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < STORM; i++) {
      urls.add(databases.create("storm-" + i, "1h"));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(STORM)) {
      Samples samples = Samples.of(STORMS, () -> storm(databases, urls, threads));
      Target target = Target.atMost("45-wakes", STORM + " wakes at once", 2, 1, "s").by(name());
      return Result.median(target, samples, "from the first connect to the last row");
    }
  }

  private static double storm(Databases databases, List<String> urls, ExecutorService threads)
      throws Exception {
    for (int i = 0; i < urls.size(); i++) {
      databases.suspend("storm-" + i);
    }
    List<Callable<Double>> clients = new ArrayList<>();
    urls.forEach(url -> clients.add(() -> Sql.firstRow(url, Sql.Tls.OFF)));
    long begun = System.nanoTime();
    for (Future<Double> each : threads.invokeAll(clients)) {
      each.get();
    }
    return (System.nanoTime() - begun) / 1e9;
  }
}
