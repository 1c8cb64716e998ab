package np.spec.detect;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import np.model.Printable;

/**
 * Process types by name (devcenter.heroku.com, "The Procfile").
 *
 * @param lines command by name, in the order of the file
 */
record Procfile(Map<String, String> lines) {
  private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z0-9_-]+)\\s*:\\s*(\\S.*?)\\s*");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,38}[a-z0-9]");

  static Procfile parse(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(matcher -> lines.put(matcher.group(1), matcher.group(2)));
    return new Procfile(lines);
  }

  /**
   * Its lines win over what was found otherwise.
   *
   * @param prefix of each command
   */
  void addTo(Draft draft, String prefix) {
    lines.forEach(
        (written, command) -> {
          String name = written.toLowerCase(Locale.ROOT).replace('_', '-');
          String line = prefix + command;
          switch (name) {
            case "web" -> draft.say("run", line, "the Procfile says so");
            case "release" -> draft.say("release", line, "the Procfile says so");
            default -> other(draft, name, line);
          }
        });
  }

  private static void other(Draft draft, String name, String line) {
    if (NAME.matcher(name).matches()) {
      draft.worker(name, line, "the Procfile says so");
    } else {
      draft.because(
          "left out " + Printable.escape(name) + " of the Procfile: not a name of a process");
    }
  }
}
