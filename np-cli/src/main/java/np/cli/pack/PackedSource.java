package np.cli.pack;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import np.model.SourceTree;

/**
 * A directory as it is deployed.
 *
 * @param tree names, contents and modes
 * @param files where each path of the tree is read from
 * @param bytes of all files together
 * @param skipped sockets, pipes and devices, which cannot be packed
 */
public record PackedSource(
    SourceTree tree, Map<String, Path> files, long bytes, List<String> skipped) {
  public PackedSource {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    skipped = List.copyOf(skipped);
  }
}
