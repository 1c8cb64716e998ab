package np.server.apps;

import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import np.model.AppId;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.ProcessName;
import np.plan.ScaleOverrides;
import np.plan.ScalePlanner;
import np.plan.ScalePlanner.Drift;
import np.plan.ScalePlanner.ScalePlan;
import np.spec.AppSpec;

/**
 * Counts set live, and what becomes of them when a file is applied; the rule is {@link
 * ScalePlanner}'s, here it is known who set them.
 *
 * @param live counts that were set by {@code np scale}
 * @param base the counts of the file that was applied last
 */
record LiveScale(AppId app, Map<ProcessName, Scaled> live, Map<ProcessName, Integer> base) {

  /** Whether a file may undo live counts. */
  enum Policy {
    REFUSE,
    ACCEPT
  }

  /**
   * The live counts that stay when this file is applied.
   *
   * @throws NpException.Conflict DRIFT when it would undo some and may not
   */
  Map<ProcessName, Scaled> after(AppSpec file, Policy policy) {
    ScalePlan plan = ScalePlanner.plan(new ScaleOverrides(base), file, counts());
    if (policy == Policy.REFUSE && !plan.drift().isEmpty()) {
      throw drift(plan.drift().getFirst());
    }
    Map<ProcessName, Scaled> kept = new HashMap<>();
    live.forEach(
        (process, scaled) -> {
          boolean stays = plan.wanted().count(process, -1) == scaled.count();
          boolean differs =
              file.processes().containsKey(process) && said(file, process) != scaled.count();
          if (stays && differs) {
            kept.put(process, scaled);
          }
        });
    return kept;
  }

  private static int said(AppSpec file, ProcessName process) {
    return ScalePlanner.of(file).count(process, 0);
  }

  private ScaleOverrides counts() {
    Map<ProcessName, Integer> counts = new HashMap<>(base);
    live.forEach((process, scaled) -> counts.put(process, scaled.count()));
    return new ScaleOverrides(counts);
  }

  private NpException.Conflict drift(Drift drift) {
    Scaled scaled = live.get(drift.process());
    String who =
        scaled == null
            ? ""
            : " (" + scaled.by() + ", " + scaled.at().truncatedTo(ChronoUnit.SECONDS) + ")";
    return new NpException.Conflict(
        ErrorCode.DRIFT,
        drift + who,
        "np scale "
            + app.app()
            + " "
            + drift.process()
            + "="
            + drift.file()
            + ", or write "
            + drift.live()
            + " into the file, or deploy with --accept-drift");
  }
}
