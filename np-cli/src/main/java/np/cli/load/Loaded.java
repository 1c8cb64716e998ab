package np.cli.load;

import java.util.EnumMap;
import java.util.Map;

/**
 * What an import brought.
 *
 * @param bytes that were read, without compression
 * @param statements that were run, COPY included
 * @param tables that rows came for by COPY
 * @param leftOut how many statements of each kind were passed over
 */
public record Loaded(
    long bytes, long statements, long rows, int tables, Map<LeftOut, Integer> leftOut) {
  public Loaded {
    Map<LeftOut, Integer> copy = new EnumMap<>(LeftOut.class);
    copy.putAll(leftOut);
    leftOut = copy;
  }
}
