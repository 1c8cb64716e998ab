package np.server.apps;

import java.util.HashMap;
import java.util.Map;
import np.model.AppId;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.ProcessName;

/**
 * Counts set live against the file's, three ways: a file that did not change its count keeps the
 * live one; a file that did must not undo it unnoticed.
 *
 * @param live counts that were set by {@code np scale}
 * @param base the counts of the file that was applied last
 */
record LiveScale(AppId app, Map<ProcessName, Scaled> live, Map<ProcessName, Integer> base) {

  /** Whether a file may undo live counts. */
  enum Drift {
    REFUSE,
    ACCEPT
  }

  /** The live counts that stay when this file is applied. */
  Map<ProcessName, Scaled> after(Map<ProcessName, Integer> file, Drift drift) {
    Map<ProcessName, Scaled> kept = new HashMap<>();
    live.forEach(
        (process, scaled) -> {
          Integer written = file.get(process);
          if (written == null || written == scaled.count()) {
            return;
          }
          if (written.equals(base.get(process))) {
            kept.put(process, scaled);
          } else if (drift == Drift.REFUSE) {
            throw drift(process, written, scaled);
          }
        });
    return kept;
  }

  private NpException.Conflict drift(ProcessName process, int written, Scaled scaled) {
    return new NpException.Conflict(
        ErrorCode.DRIFT,
        "the file says "
            + process
            + "="
            + written
            + ", but "
            + scaled.by()
            + " set "
            + process
            + "="
            + scaled.count()
            + " at "
            + scaled.at(),
        "write scale: " + scaled.count() + " into the file, or deploy with --accept-drift");
  }
}
