package np.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import np.model.ProcessName;
import np.spec.AppSpec;

/**
 * Decides between what a file says about scale and what was changed live since the last deploy: the
 * rule of a three-way merge, with the file that was applied last as the base.
 */
public final class ScalePlanner {
  private ScalePlanner() {}

  /**
   * What should run, and where the file would undo a live change.
   *
   * @param wanted for every process of the new file; the file's count where there is drift
   * @param drift empty when nothing would be undone
   */
  public record ScalePlan(ScaleOverrides wanted, List<Drift> drift) {
    public ScalePlan {
      drift = List.copyOf(drift);
    }
  }

  /**
   * A live change that the file would undo.
   *
   * @param base what the file said at the last deploy
   * @param file what it says now
   * @param live what runs
   */
  public record Drift(ProcessName process, int base, int file, int live) {

    /** {@code scale.worker: file 2, live 3}. */
    @Override
    public String toString() {
      return "scale." + process + ": file " + file + ", live " + live;
    }
  }

  /**
   * File unchanged: the live count stays. Live unchanged: the file's count holds. Both changed, and
   * not to the same count: drift. A new process starts with the file's count.
   *
   * @param base counts of the file that was applied last, empty before the first deploy
   * @param file the new file
   * @param live counts that were wanted last; processes that are not known yet are missing
   */
  public static ScalePlan plan(ScaleOverrides base, AppSpec file, ScaleOverrides live) {
    Map<ProcessName, Integer> wanted = new LinkedHashMap<>();
    List<Drift> drift = new ArrayList<>();
    file.processes()
        .forEach(
            (name, process) -> {
              int said = process.scale();
              int before = base.count(name, said);
              int running = base.counts().containsKey(name) ? live.count(name, before) : said;
              boolean fileChanged = said != before;
              if (fileChanged && running != before && running != said) {
                drift.add(new Drift(name, before, said, running));
              }
              wanted.put(name, fileChanged ? said : running);
            });
    return new ScalePlan(new ScaleOverrides(wanted), drift);
  }

  /** The counts that a file says. */
  public static ScaleOverrides of(AppSpec file) {
    Map<ProcessName, Integer> counts = new LinkedHashMap<>();
    file.processes().forEach((name, process) -> counts.put(name, process.scale()));
    return new ScaleOverrides(counts);
  }
}
