package np.server.apps;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.api.PlanView.Change;
import np.model.EnvName;
import np.model.ProcessName;
import np.model.Secret;
import np.plan.ScaleOverrides;
import np.plan.SpecDiff;
import np.spec.AppSpec;

/** What a release changes against the one before; never a value of a secret. */
final class SpecChanges {
  private SpecChanges() {}

  /** A release's content, and the counts that are set live. */
  record Side(Release.Content content, Map<ProcessName, Scaled> scale) {

    SpecDiff.Side facts() {
      AppSpec spec = SpecTexts.of(content);
      Map<ProcessName, Integer> counts = new HashMap<>();
      scale.forEach((process, scaled) -> counts.put(process, scaled.count()));
      return new SpecDiff.Side(
          spec,
          new ScaleOverrides(counts),
          Planning.environment(spec, content.config(), versions()));
    }

    /** Versions stand for values: they differ when the values do. */
    private Map<EnvName, Secret> versions() {
      Map<EnvName, Secret> versions = new HashMap<>();
      content
          .config()
          .secrets()
          .forEach((name, version) -> versions.put(name, new Secret(version.toString())));
      return versions;
    }
  }

  /** The differences in the words of np.yaml. */
  static List<Change> of(Optional<Side> before, Side after) {
    List<Change> changes = new ArrayList<>();
    before
        .map(side -> side.content().source())
        .filter(source -> !source.equals(after.content().source()))
        .ifPresent(
            source ->
                changes.add(
                    new Change(
                        "~",
                        "source",
                        source.abbreviated(),
                        after.content().source().abbreviated(),
                        "")));
    changes.addAll(SpecDiff.changes(before.map(Side::facts), after.facts()));
    return changes;
  }

  /** One line each. */
  static List<String> lines(Optional<Side> before, Side after) {
    return before.isEmpty()
        ? List.of("new app")
        : of(before, after).stream().map(SpecDiff::line).toList();
  }
}
