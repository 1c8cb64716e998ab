package np.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import np.api.PlanView.Change;
import np.model.Environment;
import np.spec.AppSpec;

/** What a deploy would change, in the words of np.yaml; secrets are never shown. */
public final class SpecDiff {
  private static final int SHORT = 24;
  private static final Pattern OF_PROCESS =
      Pattern.compile("([a-z0-9-]+)\\.(?:run|port|health_check|stop|resources\\.[a-z]+)");

  private SpecDiff() {}

  /**
   * One side of the comparison.
   *
   * @param spec as the file says it
   * @param scale counts that win over the file's: live ones before, wanted ones after
   * @param environment of the processes, the file's {@code env} included
   */
  public record Side(AppSpec spec, ScaleOverrides scale, Environment environment) {}

  /**
   * The changes, in the order of np.yaml.
   *
   * @param before what was applied last; empty before the first deploy
   */
  public static List<Change> changes(Optional<Side> before, Side after) {
    Map<String, Fact> old = before.map(Facts::of).orElse(Map.of());
    Map<String, Fact> young = Facts.of(after);
    Set<String> paths = new LinkedHashSet<>(young.keySet());
    paths.addAll(old.keySet());
    List<Change> out = new ArrayList<>();
    for (String path : paths) {
      if (!isPartOfWhole(path, old, young)) {
        compare(path, Optional.ofNullable(old.get(path)), Optional.ofNullable(young.get(path)))
            .ifPresent(out::add);
      }
    }
    return List.copyOf(out);
  }

  /** A process that comes or goes is one change, not one for each of its keys. */
  private static boolean isPartOfWhole(
      String path, Map<String, Fact> old, Map<String, Fact> young) {
    boolean comesOrGoes =
        owner(path)
            .map(name -> "process " + name)
            .filter(whole -> old.containsKey(whole) != young.containsKey(whole))
            .isPresent();
    boolean inherent = path.startsWith("deploy.") || path.endsWith(".timeout");
    return comesOrGoes || (old.isEmpty() && inherent);
  }

  /** The process that a path is about. */
  private static Optional<String> owner(String path) {
    Matcher matcher = OF_PROCESS.matcher(path);
    if (matcher.matches()) {
      return Optional.of(matcher.group(1));
    }
    return path.startsWith("scale.")
        ? Optional.of(path.substring("scale.".length()))
        : Optional.empty();
  }

  private static Optional<Change> compare(String path, Optional<Fact> old, Optional<Fact> young) {
    if (old.isEmpty()) {
      return young.map(fact -> new Change("+", path, "", fact.shown(), fact.additionNote()));
    }
    if (young.isEmpty()) {
      return old.map(fact -> new Change("-", path, fact.shown(), "", fact.removalNote()));
    }
    Fact from = old.get();
    Fact to = young.get();
    boolean same = from.value().equals(to.value()) && from.kind() == to.kind();
    return same
        ? Optional.empty()
        : Optional.of(new Change("~", path, from.shown(), to.shown(), from.changeNote(to)));
  }

  /** One change on one line: {@code +env FEATURE_X}, {@code scale.web 2→3}. */
  public static String line(Change change) {
    String path = change.path();
    if (!change.sign().equals("~")) {
      return change.sign() + path.replaceFirst("^(env|secrets|static)\\.", "$1 ");
    }
    boolean hidden = path.startsWith("env.") || path.startsWith("secrets.");
    boolean brief = change.from().length() <= SHORT && change.to().length() <= SHORT;
    return hidden || !brief ? "~" + path : path + " " + change.from() + "→" + change.to();
  }
}
