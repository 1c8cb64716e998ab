package np.plan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import np.model.EnvName;
import np.model.Environment;
import np.model.Secret;
import np.spec.AppSpec;
import np.spec.SecretSpec;

/** What processes find in their environment, and which secrets are still to come. */
public final class EnvironmentPlanner {
  private EnvironmentPlanner() {}

  /**
   * The environment of a release: a variable that was set by hand wins over the file's, a secret
   * over both.
   *
   * @param set by {@code np env set}
   * @param secrets that have a value
   */
  public static Environment compose(
      AppSpec spec, Map<EnvName, String> set, Map<EnvName, Secret> secrets) {
    Map<EnvName, String> plain = new HashMap<>(ServicePlanner.plain(spec));
    plain.putAll(set);
    return new Environment(plain, secrets);
  }

  /** The secrets that somebody must set before a deploy, in the order of the file. */
  public static List<EnvName> missing(AppSpec spec, Set<EnvName> known) {
    return spec.secrets().entrySet().stream()
        .filter(entry -> entry.getValue() instanceof SecretSpec.Required)
        .map(Map.Entry::getKey)
        .filter(name -> !known.contains(name))
        .toList();
  }

  /** The secrets that np must make now, with their lengths, in the order of the file. */
  public static Map<EnvName, Integer> toGenerate(AppSpec spec, Set<EnvName> known) {
    Map<EnvName, Integer> out = new LinkedHashMap<>();
    spec.secrets()
        .forEach(
            (name, secret) -> {
              if (secret instanceof SecretSpec.Generated generated && !known.contains(name)) {
                out.put(name, generated.length());
              }
            });
    return out;
  }
}
