package np.server.deploy;

import java.util.ArrayList;
import java.util.List;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Workload;
import np.spi.Engine;
import np.spi.Preview;

/** Asks the engine whether it could hold what a deployment wants, before anything is done. */
record RoomCheck(Engine engine) {

  /**
   * What might go wrong, a line each.
   *
   * @throws NpException.Conflict NO_ROOM when it cannot be held at all
   */
  List<String> look(Job job) {
    List<String> warnings = new ArrayList<>();
    if (job.switchesOff()) {
      return warnings;
    }
    for (Workload wanted : job.wanted().workloads()) {
      Preview preview = engine.preview(wanted);
      String line = wanted.id().process() + ": " + preview.why();
      if (!preview.fits()) {
        throw new NpException.Conflict(
            ErrorCode.NO_ROOM,
            line,
            "change resources, port or scale in np.yaml, or use a larger machine");
      }
      if (!preview.why().isEmpty()) {
        warnings.add(line);
      }
    }
    return warnings;
  }
}
