package np.bench;

import java.util.ArrayList;
import java.util.List;

/** What 500 apps cost: an added route, and the status of all. */
final class AppsFigure implements Figure {
  private static final int APPS = 500;
  private static final int ADDED = 100;
  private static final int TIMES = 15;
  private static final String PAGE = "<p>one of many";

  @Override
  public String name() {
    return "apps";
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    platform.np("deploy", "" + platform.site("app-first", PAGE));
    try (Api api = new Api(platform)) {
      for (int i = 0; i < APPS; i++) {
        api.deploy("app-" + i);
      }
      return List.of(added(platform, api), status(platform, api));
    }
  }

  private Result added(Platform platform, Api api) throws Exception {
    Target target =
        Target.atMost("30-route", APPS + " apps: added route live after ack, p99", 200, 50, "ms")
            .by(name());
    int[] next = {APPS};
    List<Double> deploys = new ArrayList<>();
    Samples samples =
        Samples.of(
            ADDED,
            () -> {
              String app = "app-" + next[0]++;
              long begun = System.nanoTime();
              api.deploy(app);
              long acknowledged = System.nanoTime();
              deploys.add((acknowledged - begun) / 1e6);
              return platform.edge(app).await(PAGE, acknowledged);
            });
    String note =
        "median "
            + target.show(samples.median())
            + "; the deploy itself, request to ack: "
            + target.show(new Samples(deploys).median());
    return Result.of(target, samples.quantile(0.99), samples, note);
  }

  private Result status(Platform platform, Api api) throws Exception {
    Target target =
        Target.atMost("31-status", (APPS + ADDED) + " apps: `np status` of all", 500, 100, "ms")
            .by(name());
    platform.np("status");
    Samples samples = Samples.of(TIMES, () -> platform.np("status").millis());
    Samples request =
        Samples.of(
            TIMES,
            () -> {
              long begun = System.nanoTime();
              api.get("/v1/status");
              return (System.nanoTime() - begun) / 1e6;
            });
    String note = "whole command; `GET /v1/status` is " + target.show(request.median()) + " of it";
    return Result.median(target, samples, note);
  }
}
