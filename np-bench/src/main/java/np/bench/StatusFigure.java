package np.bench;

import java.nio.file.Path;
import java.util.List;

/** The command that is typed most. */
final class StatusFigure implements Figure {
  private static final int TIMES = 20;

  @Override
  public String name() {
    return "status";
  }

  @Override
  public List<Result> measure(Platform platform) throws Exception {
    Target target =
        Target.atMost("4-status", "`np status`, wall, median of 20", 150, 70, "ms").by(name());
    Path site = platform.site("site", "<p>status");
    platform.np("deploy", "" + site);
    for (int i = 0; i < 3; i++) {
      platform.np("status");
    }
    Samples samples = Samples.of(TIMES, () -> platform.np("status").millis());
    Samples version = Samples.of(TIMES, () -> platform.np("version").millis());
    String note = "`np version`, which asks nobody: " + target.show(version.median()) + " of them";
    return List.of(Result.median(target, samples, note));
  }
}
