package np.spec.detect;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A package.json (docs.npmjs.com, "package.json"). JSON is YAML 1.2 but for tabs, which are only
 * allowed between tokens there.
 *
 * @param root its members; empty when it cannot be read
 */
record PackageJson(Map<?, ?> root) {
  private static final int MOST = 256 * 1024;
  private static final int DEPTH = 64;

  static Optional<PackageJson> parse(String text) {
    if (text.length() > MOST || depth(text) > DEPTH) {
      return Optional.empty();
    }
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(true).build();
    try {
      Object root = new Load(settings).loadFromString(text.replace('\t', ' '));
      return root instanceof Map<?, ?> map ? Optional.of(new PackageJson(map)) : Optional.empty();
    } catch (YamlEngineException e) {
      return Optional.empty();
    }
  }

  private static int depth(String text) {
    int depth = 0;
    int most = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '{', '[' -> most = Math.max(most, ++depth);
        case '}', ']' -> depth--;
        default -> {}
      }
    }
    return most;
  }

  Optional<String> text(String key) {
    return root.get(key) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  Optional<String> script(String name) {
    return member("scripts", name);
  }

  Optional<String> member(String object, String key) {
    return root.get(object) instanceof Map<?, ?> map && map.get(key) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  boolean needs(String dependency) {
    return member("dependencies", dependency).isPresent()
        || member("devDependencies", dependency).isPresent();
  }

  boolean hasDependencies() {
    return isFilled("dependencies") || isFilled("devDependencies");
  }

  private boolean isFilled(String key) {
    return root.get(key) instanceof Map<?, ?> map && !map.isEmpty();
  }
}
