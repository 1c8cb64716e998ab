package np.server.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import np.model.EnvName;
import np.spec.AppSpec;

/** What a release changes against the one before, one line each, never a value of a secret. */
final class SpecChanges {
  private SpecChanges() {}

  static List<String> of(Optional<Release> before, Release.Content content, AppSpec spec) {
    if (before.isEmpty()) {
      return List.of("new app");
    }
    return between(before.get().content(), content);
  }

  /** Changes of what was set by hand. */
  static List<String> between(Release.Content old, Release.Content young) {
    List<String> lines = new ArrayList<>();
    if (!old.source().equals(young.source())) {
      lines.add("source " + old.source().abbreviated() + " → " + young.source().abbreviated());
    }
    lines.addAll(between(old.config(), young.config()));
    return lines;
  }

  static List<String> between(AppConfig old, AppConfig young) {
    List<String> lines = new ArrayList<>(lines("env ", old.env(), young.env()));
    lines.addAll(lines("secret ", old.secrets(), young.secrets()));
    return lines;
  }

  private static List<String> lines(String what, Map<EnvName, ?> old, Map<EnvName, ?> young) {
    TreeSet<EnvName> names = new TreeSet<>(old.keySet());
    names.addAll(young.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(old.get(name), young.get(name)))
        .map(name -> sign(old.containsKey(name), young.containsKey(name)) + what + name)
        .toList();
  }

  private static String sign(boolean was, boolean is) {
    return was && is ? "~" : was ? "-" : "+";
  }
}
