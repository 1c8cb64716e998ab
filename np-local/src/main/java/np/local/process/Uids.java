package np.local.process;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import np.local.storage.HomeLayout;
import np.local.storage.StateFile;
import np.local.storage.UidRange;
import np.model.AppId;
import np.model.AppName;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.TenantName;

/**
 * Gives every app a user id of its own, and never the same to another app. Written down before it
 * is used: one line {@code UID TENANT/APP} each.
 */
final class Uids {
  private final StateFile file;
  private final UidRange range;
  private final Map<AppId, Integer> given = new TreeMap<>(Comparator.comparing(AppId::toString));
  private long generation;

  Uids(HomeLayout layout) {
    this.file = new StateFile(layout.node().resolve("uids"));
    this.range = UidRange.of(layout);
    Optional<StateFile.State> state = file.read();
    generation = state.map(StateFile.State::generation).orElse(0L);
    state.map(StateFile.State::content).orElse("").lines().forEach(this::parse);
  }

  /** The app's user id, from now on for ever; its group has the same number. */
  synchronized int of(AppId app) {
    Integer known = given.get(app);
    if (known != null) {
      return known;
    }
    int uid = given.values().stream().mapToInt(Integer::intValue).max().orElse(range.first()) + 1;
    if (uid >= range.firstOfDatabases()) {
      throw new NpException.Unavailable(
          ErrorCode.NO_ROOM,
          "all user ids below " + range.firstOfDatabases() + " are given away",
          "use another NP_HOME");
    }
    given.put(app, uid);
    write();
    return uid;
  }

  private void parse(String line) {
    String[] words = line.split("[ /]", -1);
    AppId app = new AppId(new TenantName(words[1]), new AppName(words[2]));
    given.put(app, Integer.valueOf(words[0]));
  }

  private void write() {
    String content =
        given.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
            .collect(Collectors.joining());
    generation++;
    file.write(new StateFile.State(generation, content));
  }
}
