package np.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Requests through the edge to one instance, and through nginx and caddy to the same instance, in
 * turns.
 */
final class EdgeFigure implements Figure {
  private static final int ROUNDS = 5;
  private static final int SECONDS = 4;
  private static final int WARM_UP = 8;

  private final String name;
  private final String scheme;
  private final int row;

  private EdgeFigure(String name, String scheme, int row) {
    this.name = name;
    this.scheme = scheme;
    this.row = row;
  }

  static EdgeFigure plain() {
    return new EdgeFigure("edge", "http", 10);
  }

  static EdgeFigure tls() {
    return new EdgeFigure("tls", "https", 20);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    for (String needed : List.of("wrk", "nginx", "openssl")) {
      if (Program.find(needed).isEmpty()) {
        return List.of(Result.absent(nginxRate(), missing(needed)));
      }
    }
    boolean withCaddy = Program.find("caddy").isPresent();
    int upstream = upstream(platform);
    Path scratch = platform.scratch();
    try (Peer nginx = Peer.nginx(scratch.resolve("nginx"), upstream);
        Peer caddy = withCaddy ? Peer.caddy(scratch.resolve("caddy"), upstream) : nginx) {
      List<String> urls = new ArrayList<>(List.of(ours(platform), nginx.url(scheme)));
      if (withCaddy) {
        urls.add(caddy.url(scheme));
      }
      return results(rounds(Wrk.in(scratch), urls));
    }
  }

  /** An instance that answers with 1 KB which begins with its port. */
  private static int upstream(Platform platform) throws Exception {
    Path app = Files.createDirectories(platform.scratch().resolve("sites/upstream"));
    Files.writeString(
        app.resolve("np.yaml"),
        """
        app: upstream
        run: >-
          sed "s/@PORT@/$PORT/g" nginx.conf > $TMPDIR/nginx.conf &&
          exec nginx -p $TMPDIR -c $TMPDIR/nginx.conf
        health_check: /
        """);
    Files.writeString(
        app.resolve("nginx.conf"),
        """
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        error_log stderr warn;
        events { worker_connections 1024; }
        http {
          access_log off;
          keepalive_requests 1000000000;
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          server { listen 127.0.0.1:@PORT@; location / { return 200 "@PORT@ @FILL@"; } }
        }
        """
            .replace("@FILL@", "x".repeat(1_018)));
    platform.np("deploy", "" + app);
    String answer = platform.edge("upstream").get();
    return Integer.parseInt(answer.substring(answer.indexOf("\r\n\r\n") + 4).split(" ", 2)[0]);
  }

  private String ours(Platform platform) {
    int port = scheme.equals("https") ? platform.httpsPort() : platform.httpPort();
    return scheme + "://upstream.localhost:" + port + "/";
  }

  /** For each address its loads, one a round. */
  private static List<List<Wrk.Load>> rounds(Wrk wrk, List<String> urls) throws Exception {
    wrk.run(urls.getFirst(), WARM_UP);
    List<List<Wrk.Load>> loads = new ArrayList<>();
    urls.forEach(url -> loads.add(new ArrayList<>()));
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < urls.size(); i++) {
        loads.get(i).add(wrk.run(urls.get(i), SECONDS));
      }
    }
    return loads;
  }

  private List<Result> results(List<List<Wrk.Load>> loads) {
    List<Wrk.Load> np = loads.get(0);
    List<Wrk.Load> nginx = loads.get(1);
    List<Result> results = new ArrayList<>();
    results.add(
        Result.median(nginxRate(), rates(np, nginx), "np " + show(np) + "; nginx " + show(nginx)));
    if (loads.size() > 2) {
      List<Wrk.Load> caddy = loads.get(2);
      results.add(Result.median(caddyRate(), rates(np, caddy), "caddy " + show(caddy)));
    } else {
      results.add(Result.absent(caddyRate(), missing("caddy")));
    }
    results.add(Result.median(tail(), tails(np, nginx), "of all requests of a round"));
    return results;
  }

  private static String missing(String program) {
    return program + " is missing: apt-get install " + program;
  }

  private static Samples rates(List<Wrk.Load> ours, List<Wrk.Load> theirs) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(ours.get(i).perSecond() / theirs.get(i).perSecond());
    }
    return new Samples(ratios);
  }

  private static Samples tails(List<Wrk.Load> ours, List<Wrk.Load> theirs) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      ratios.add(ours.get(i).p99() / theirs.get(i).p99());
    }
    return new Samples(ratios);
  }

  private static String show(List<Wrk.Load> loads) {
    Samples rate = new Samples(loads.stream().map(Wrk.Load::perSecond).toList());
    Samples p99 = new Samples(loads.stream().map(Wrk.Load::p99).toList());
    return String.format(Locale.ROOT, "%.0f/s, p99 %.1f ms", rate.median(), p99.median());
  }

  private Target nginxRate() {
    return Target.atLeast(row + "-nginx", what() + ": requests/s against nginx", 0.5, 1, "x")
        .by(name);
  }

  private Target caddyRate() {
    return Target.atLeast(
            (row + 1) + "-caddy", what() + ": requests/s against caddy", 1.5, 1.5, "x")
        .by(name);
  }

  private Target tail() {
    return Target.atMost((row + 2) + "-p99", what() + ": p99 against nginx", 2, 1, "x").by(name);
  }

  private String what() {
    return "edge, "
        + (scheme.equals("https") ? "TLS 1.3" : "plain HTTP")
        + ", 1 KB, 64 connections";
  }
}
