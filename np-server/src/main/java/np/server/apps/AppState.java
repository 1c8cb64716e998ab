package np.server.apps;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import np.model.EnvName;
import np.model.ProcessName;
import np.model.ReleaseNumber;

/**
 * How an app is to run. An app has one that is so, and a deployment has one that is to become so.
 *
 * @param release that serves; empty before the first
 * @param scale counts set live; the others are the file's
 * @param revisions how often processes were restarted on request
 * @param power whether anything runs
 * @param links databases whose URLs it gets, by variable
 */
public record AppState(
    Optional<ReleaseNumber> release,
    Map<ProcessName, Scaled> scale,
    Map<ProcessName, Integer> revisions,
    Power power,
    Map<EnvName, AppLink> links) {
  public static final AppState EMPTY =
      new AppState(Optional.empty(), Map.of(), Map.of(), Power.ON, Map.of());

  public AppState {
    scale = Map.copyOf(scale);
    revisions = Map.copyOf(revisions);
    links = Map.copyOf(links);
  }

  /** Whether the app's processes run. */
  public enum Power {
    ON,
    /** By {@code np stop}. */
    OFF
  }

  /** The same with another release. */
  public AppState withRelease(ReleaseNumber number) {
    return new AppState(Optional.of(number), scale, revisions, power, links);
  }

  /** The same with other live counts. */
  public AppState withScale(Map<ProcessName, Scaled> counts) {
    return new AppState(release, counts, revisions, power, links);
  }

  /** The same with other databases. */
  public AppState withLinks(Map<EnvName, AppLink> wanted) {
    return new AppState(release, scale, revisions, power, wanted);
  }

  /** The same, switched on or off. */
  public AppState withPower(Power wanted) {
    return new AppState(release, scale, revisions, wanted, links);
  }

  /** The same with these processes to be restarted once more. */
  public AppState withRestart(Iterable<ProcessName> processes) {
    Map<ProcessName, Integer> raised = new HashMap<>(revisions);
    processes.forEach(process -> raised.merge(process, 1, Integer::sum));
    return new AppState(release, scale, raised, power, links);
  }

  /** How often a process was restarted on request. */
  public int revision(ProcessName process) {
    return revisions.getOrDefault(process, 0);
  }
}
