package np.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Nothing runs; {@code np deploy} of a static site; the first answer of its URL. */
final class StartFigure implements Figure {
  private static final int TIMES = 7;
  private static final String PAGE = "<p>first";

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    Target target =
        Target.atMost("1-start", "nothing running → first URL answers", 5_000, 2_000, "ms")
            .by(name());
    Path site = platform.site("first", PAGE);
    List<Double> restarts = new ArrayList<>();
    Samples samples =
        Samples.of(
            TIMES,
            () -> {
              platform.reset();
              double first = once(platform, site);
              platform.np("server", "stop");
              restarts.add(platform.np("server", "start").millis());
              return first;
            });
    String note =
        "an empty home each time; `np server start` on a home that has run before: "
            + target.show(new Samples(restarts).median());
    return List.of(Result.median(target, samples, note));
  }

  private static double once(Platform platform, Path site) throws Exception {
    long begun = System.nanoTime();
    Process deploy = platform.spawn(platform.scratch().resolve("start.txt"), "deploy", "" + site);
    double millis = platform.edge("first").await(PAGE, begun);
    deploy.waitFor();
    return millis;
  }
}
