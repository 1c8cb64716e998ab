package np.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Queries through the gateway, through pgbouncer and straight to PostgreSQL, in turns. */
final class GatewayFigure implements Figure {
  private static final int ROUNDS = 5;
  private static final int SECONDS = 4;
  private static final int MANY = 16;

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public String group() {
    return "databases";
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    for (String needed : List.of("pgbouncer", "setpriv", "openssl")) {
      if (Program.find(needed).isEmpty()) {
        return List.of(Result.absent(overhead(Sql.Tls.OFF), needed + " is missing"));
      }
    }
    if (PgBench.find().isEmpty()) {
      return List.of(Result.absent(overhead(Sql.Tls.OFF), "pgbench is missing"));
    }
    PgBench pgbench = PgBench.find().get();
    platform.np("server", "start");
    try (Databases databases = new Databases(platform)) {
      String ours = databases.create("bench", "never", "1G");
      Path binaries = platform.postgresBinaries();
      Path scratch = platform.scratch().resolve("peer");
      try (PostgresPeer peer = PostgresPeer.start(scratch, binaries, PostgresSettings.of(ours))) {
        List<String> urls = List.of(ours, peer.bouncerUrl(), peer.directUrl());
        pgbench.prepare(ours);
        pgbench.prepare(peer.directUrl());
        List<Result> results = new ArrayList<>();
        for (Sql.Tls tls : Sql.Tls.values()) {
          results.add(one(tls, rounds(pgbench, urls, tls, 1)));
          results.add(many(tls, rounds(pgbench, urls, tls, MANY)));
        }
        return results;
      }
    }
  }

  /** For each address its loads, one a round; PostgreSQL itself is never asked with TLS. */
  private static List<List<PgBench.Load>> rounds(
      PgBench pgbench, List<String> urls, Sql.Tls tls, int clients) throws Exception {
    List<List<PgBench.Load>> loads = new ArrayList<>();
    urls.forEach(url -> loads.add(new ArrayList<>()));
    pgbench.run(urls.getFirst(), tls, clients, SECONDS);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < urls.size(); i++) {
        Sql.Tls mode = i == urls.size() - 1 ? Sql.Tls.OFF : tls;
        loads.get(i).add(pgbench.run(urls.get(i), mode, clients, SECONDS));
      }
    }
    return loads;
  }

  private Result one(Sql.Tls tls, List<List<PgBench.Load>> loads) {
    double np = latency(loads.get(0)).median();
    double bouncer = latency(loads.get(1)).median();
    double direct = latency(loads.get(2)).median();
    double ratio = (np - direct) / (bouncer - direct);
    String note =
        String.format(
            Locale.ROOT,
            "latency through np %.0f µs, pgbouncer %.0f µs, direct %.0f µs",
            np,
            bouncer,
            direct);
    return Result.median(overhead(tls), new Samples(List.of(ratio)), note);
  }

  private Result many(Sql.Tls tls, List<List<PgBench.Load>> loads) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      ratios.add(loads.get(0).get(i).perSecond() / loads.get(1).get(i).perSecond());
    }
    String note =
        String.format(
            Locale.ROOT,
            "np %.0f/s, pgbouncer %.0f/s, direct %.0f/s",
            rate(loads.get(0)).median(),
            rate(loads.get(1)).median(),
            rate(loads.get(2)).median());
    return Result.median(throughput(tls), new Samples(ratios), note);
  }

  private static Samples latency(List<PgBench.Load> loads) {
    return new Samples(loads.stream().map(PgBench.Load::micros).toList());
  }

  private static Samples rate(List<PgBench.Load> loads) {
    return new Samples(loads.stream().map(PgBench.Load::perSecond).toList());
  }

  private Target overhead(Sql.Tls tls) {
    String title = "per-query overhead, 1 client, " + word(tls) + ": against pgbouncer";
    return Target.atMost("60-overhead-" + tls.mode(), title, 1.2, 0.9, "x").by(name());
  }

  private Target throughput(Sql.Tls tls) {
    String title = MANY + " clients, " + word(tls) + ": transactions/s against pgbouncer";
    return Target.atLeast("61-throughput-" + tls.mode(), title, 0.8, 1.1, "x").by(name());
  }

  private static String word(Sql.Tls tls) {
    return tls == Sql.Tls.ON ? "TLS" : "plain";
  }
}
