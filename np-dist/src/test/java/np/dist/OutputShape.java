package np.dist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an output looks like, whatever the time, the ports and the ids are. */
final class OutputShape {
  private static final String ANYTHING = "...";

  /** How far a step is: told only where it takes long. */
  private static final String PROGRESS = "   │ ";

  private static final Map<String, String> RULES = rules();

  private OutputShape() {}

  private static Map<String, String> rules() {
    Map<String, String> rules = new LinkedHashMap<>();
    rules.put("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "MOMENT");
    rules.put("[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}", "TIME");
    rules.put("\\b[0-9a-f]{10,64}\\b", "HASH");
    rules.put("\\bd[a-z0-9]{15}\\b", "ID");
    rules.put("(postgres://[a-z0-9-]+):[^@]+@", "$1:PASSWORD@");
    rules.put("[0-9]+ tr(y|ies) in [0-9]+ s\\b", "# tries in # s");
    rules.put("[0-9]+[smhd] ago", "# ago");
    rules.put("[0-9]+(\\.[0-9]+)?s\\b", "#s");
    rules.put("[0-9]+ ms\\b", "# ms");
    rules.put("[0-9]{2,}", "#");
    rules.put("\\s+", " ");
    return rules;
  }

  /** The lines, stripped of all that changes from run to run. */
  static List<String> of(List<String> lines) {
    List<String> shape = new ArrayList<>();
    for (String line : lines) {
      if (!line.startsWith(PROGRESS)) {
        String text = line;
        for (Map.Entry<String, String> rule : RULES.entrySet()) {
          text = text.replaceAll(rule.getKey(), rule.getValue());
        }
        shape.add(text.stripTrailing());
      }
    }
    return shape;
  }

  /** Whether an output has the shape of the one that is shown. */
  static boolean fits(List<String> shown, List<String> actual) {
    return fitsFrom(of(shown), of(actual));
  }

  private static boolean fitsFrom(List<String> shown, List<String> actual) {
    if (shown.isEmpty()) {
      return actual.isEmpty();
    }
    List<String> rest = shown.subList(1, shown.size());
    if (shown.getFirst().equals(ANYTHING)) {
      for (int skipped = 0; skipped <= actual.size(); skipped++) {
        if (fitsFrom(rest, actual.subList(skipped, actual.size()))) {
          return true;
        }
      }
      return false;
    }
    return !actual.isEmpty()
        && shown.getFirst().equals(actual.getFirst())
        && fitsFrom(rest, actual.subList(1, actual.size()));
  }
}
