package np.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Queries through the gateway, through pgbouncer and straight to PostgreSQL, in turns. */
final class GatewayFigure implements Figure {
  private static final int MANY = 16;

  /** The difference of one client is small beside how the machine varies: many short rounds. */
  private static final Effort ONE_CLIENT = new Effort(1, 15, 2);

  private static final Effort MANY_CLIENTS = new Effort(MANY, 5, 4);

  /** A gateway that has served for a while is meant. */
  private static final int WARM_UP_SECONDS = 10;

  /** How often and how long each address is asked, in turns with the others. */
  private record Effort(int clients, int rounds, int seconds) {}

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
          results.add(one(tls, rounds(pgbench, urls, tls, ONE_CLIENT)));
          results.add(many(tls, rounds(pgbench, urls, tls, MANY_CLIENTS)));
        }
        return results;
      }
    }
  }

  /** For each address its loads, one a round; PostgreSQL itself is never asked with TLS. */
  private static List<List<PgBench.Load>> rounds(
      PgBench pgbench, List<String> urls, Sql.Tls tls, Effort effort) throws Exception {
    List<List<PgBench.Load>> loads = new ArrayList<>();
    urls.forEach(url -> loads.add(new ArrayList<>()));
    pgbench.run(urls.getFirst(), tls, effort.clients, WARM_UP_SECONDS);
    for (int round = 0; round < effort.rounds; round++) {
      for (int i = 0; i < urls.size(); i++) {
        Sql.Tls mode = i == urls.size() - 1 ? Sql.Tls.OFF : tls;
        loads.get(i).add(pgbench.run(urls.get(i), mode, effort.clients, effort.seconds));
      }
    }
    return loads;
  }

  private Result one(Sql.Tls tls, List<List<PgBench.Load>> loads) {
    double direct = latency(loads.get(2)).median();
    double np = over(loads.get(0), loads.get(2)).median();
    double bouncer = over(loads.get(1), loads.get(2)).median();
    double ratio = np / bouncer;
    String note =
        String.format(
            Locale.ROOT,
            "direct %.0f µs, through np %.0f µs more, pgbouncer %.0f µs more (medians of %d rounds)",
            direct,
            np,
            bouncer,
            ONE_CLIENT.rounds);
    return Result.median(overhead(tls), new Samples(List.of(ratio)), note);
  }

  private Result many(Sql.Tls tls, List<List<PgBench.Load>> loads) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < MANY_CLIENTS.rounds; i++) {
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

  /** How much later answers came than from PostgreSQL itself, round by round. */
  private static Samples over(List<PgBench.Load> loads, List<PgBench.Load> direct) {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < loads.size(); i++) {
      differences.add(loads.get(i).micros() - direct.get(i).micros());
    }
    return new Samples(differences);
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
