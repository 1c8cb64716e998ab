package np.cli.pack;

import java.util.ArrayList;
import java.util.List;

/** The rules of one ignore file; the last one that matches decides. */
record IgnoreFile(List<IgnoreRule> rules) {
  static final IgnoreFile NONE = new IgnoreFile(List.of());

  IgnoreFile {
    rules = List.copyOf(rules);
  }

  static IgnoreFile parse(String text) {
    List<IgnoreRule> rules = new ArrayList<>();
    String content = text.startsWith("\ufeff") ? text.substring(1) : text;
    for (String line : content.split("\r?\n|\r\\z", -1)) {
      IgnoreRule.parse(line).ifPresent(rules::add);
    }
    return new IgnoreFile(rules);
  }

  /** See {@link IgnoreRule#matches}. */
  IgnoreRule.Verdict verdict(String path, boolean directory) {
    for (int i = rules.size() - 1; i >= 0; i--) {
      if (rules.get(i).matches(path, directory)) {
        return rules.get(i).verdict();
      }
    }
    return IgnoreRule.Verdict.SILENT;
  }
}
