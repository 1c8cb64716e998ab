package np.bench;

import java.nio.file.Path;
import java.util.List;

/** A changed and an unchanged static site on a platform that runs. */
final class DeployFigure implements Figure {
  private static final int TIMES = 20;

  @Override
  public String name() {
    return "deploy";
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    Path site = platform.site("site", "<p>version 0");
    platform.np("deploy", "" + site);
    platform.np("deploy", "" + site);
    return List.of(changed(platform), unchanged(platform, site));
  }

  private Result changed(Platform platform) throws Exception {
    Target target =
        Target.atMost("2-changed", "changed static site, command → new content", 700, 300, "ms")
            .by(name());
    int[] version = {0};
    Samples samples =
        Samples.of(
            TIMES,
            () -> {
              String page = "<p>version " + ++version[0] + ".";
              Path site = platform.site("site", page);
              long begun = System.nanoTime();
              Process deploy =
                  platform.spawn(platform.scratch().resolve("deploy.txt"), "deploy", "" + site);
              double millis = platform.edge("site").await(page, begun);
              deploy.waitFor();
              return millis;
            });
    return Result.median(target, samples, "first page seen on a new connection to the edge");
  }

  private Result unchanged(Platform platform, Path site) throws Exception {
    Target target = Target.atMost("3-unchanged", "unchanged deploy", 400, 150, "ms").by(name());
    Samples samples = Samples.of(TIMES, () -> platform.np("deploy", "" + site).millis());
    return Result.median(target, samples, "whole command");
  }
}
