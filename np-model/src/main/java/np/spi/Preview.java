package np.spi;

import java.util.List;
import np.model.InstanceId;

/**
 * What applying a workload would do.
 *
 * @param replaced running instances that would make way for new ones
 * @param started how many instances would be started
 * @param fits whether it may be tried
 * @param why one line: why it does not fit, or what might go wrong; empty when all is well
 * @param gap whether there would be a moment without a serving instance
 */
public record Preview(
    List<InstanceId> replaced, int started, boolean fits, String why, boolean gap) {
  public Preview {
    replaced = List.copyOf(replaced);
  }
}
