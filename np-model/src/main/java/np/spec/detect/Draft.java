package np.spec.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import np.spec.YamlText;

/** An np.yaml in the making. */
final class Draft {
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, String> workers = new LinkedHashMap<>();
  private final List<String> reasons = new ArrayList<>();

  /** Says a key, and why. A later word for the same key replaces an earlier one. */
  void say(String key, String value, String reason) {
    keys.put(key, value);
    because(key + ": " + value + ", because " + reason);
  }

  void worker(String name, String run, String reason) {
    workers.put(name, run);
    because("process " + name + ": " + run + ", because " + reason);
  }

  void because(String reason) {
    reasons.add(reason);
  }

  void singlePage() {
    keys.put("spa", "true");
  }

  boolean says(String key) {
    return keys.containsKey(key);
  }

  boolean runs() {
    return says("run") || says("static") || !workers.isEmpty();
  }

  Detection.Found found() {
    StringBuilder out = new StringBuilder();
    String directory = keys.get("static");
    if (directory != null) {
      String scalar = YamlText.scalar(directory);
      out.append("static: ")
          .append(says("spa") ? "{directory: " + scalar + ", spa: true}" : scalar)
          .append('\n');
    }
    for (String key : List.of("runtime", "build", "run", "release")) {
      String value = keys.get(key);
      if (value != null) {
        out.append(key).append(": ").append(YamlText.scalar(value)).append('\n');
      }
    }
    if (!workers.isEmpty()) {
      out.append("processes:\n");
      workers.forEach(
          (name, run) -> out.append("  %s:\n    run: %s\n".formatted(name, YamlText.scalar(run))));
    }
    return new Detection.Found(out.toString(), reasons);
  }
}
