package np.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import np.local.process.ControlGroupMounts.Tree;
import np.local.storage.StateFile;
import np.model.NpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the groups of this platform lie in each tree of cgroup version 1: at a fixed place below
 * the top, whichever login np is started from, so that the next np finds the instances of this one.
 * Where the top cannot be written (a container without its own view), below the group that np was
 * started in; that is written down before it is used, one line {@code CONTROLLER PATH} each.
 */
final class LegacyPlaces {
  private static final Logger LOG = LoggerFactory.getLogger(LegacyPlaces.class);

  private static final StateFile.State NOTHING = new StateFile.State(0, "");

  private final StateFile file;
  private final String name;

  /**
   * @param file that remembers them
   * @param name of this platform's group
   */
  LegacyPlaces(Path file, String name) {
    this.file = new StateFile(file);
    this.name = name;
  }

  /**
   * The directory by controller; the same as before for as long as that exists and is this
   * platform's: a home that was copied remembers those of another.
   */
  Map<String, Path> settle(Map<String, Tree> trees) {
    StateFile.State state = state();
    Map<String, Path> former = parse(state.content());
    Map<String, Path> places = new TreeMap<>();
    trees.forEach(
        (controller, tree) -> places.put(controller, place(former.get(controller), tree)));
    if (!places.equals(former)) {
      file.write(new StateFile.State(state.generation() + 1, print(places)));
    }
    return places;
  }

  private Path place(@Nullable Path former, Tree tree) {
    if (former != null && former.endsWith(name) && Files.isDirectory(former)) {
      return former;
    }
    Path fixed = tree.top().resolve(name);
    return canMake(fixed) ? fixed : tree.own().resolve(name);
  }

  private static boolean canMake(Path directory) {
    try {
      Files.createDirectories(directory);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Without it the places are only chosen anew, so damage is no reason not to start. */
  private StateFile.State state() {
    try {
      return file.read().orElse(NOTHING);
    } catch (NpException damaged) {
      LOG.warn("places of control groups forgotten: {}", damaged.getMessage());
      return NOTHING;
    }
  }

  private static Map<String, Path> parse(String content) {
    return content
        .lines()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(words -> words[0], words -> Path.of(words[1])));
  }

  private static String print(Map<String, Path> places) {
    return places.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
