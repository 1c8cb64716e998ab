package np.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.OptionSpec;

/** The help of np as a whole, of a noun and of one command, as lines. */
final class HelpPage {
  private final CommandTable table;

  HelpPage(CommandTable table) {
    this.table = table;
  }

  List<String> overview() {
    List<String> lines = new ArrayList<>();
    lines.add("np: from a directory to a URL, on your own servers.");
    lines.add("");
    lines.add("  np deploy   deploys this directory; starts np here if no server is configured");
    for (Group group : Group.values()) {
      List<Entry> entries = table.shown().stream().filter(e -> e.group() == group).toList();
      if (!entries.isEmpty()) {
        lines.add("");
        lines.add(group.title());
        lines.addAll(rows(entries));
      }
    }
    lines.add("");
    lines.add(
        "np COMMAND --help tells more. Topics: np help exit-codes, environment, json, grammar");
    return lines;
  }

  List<String> noun(String noun) {
    List<String> lines = new ArrayList<>();
    lines.add("usage: np " + noun + " COMMAND");
    lines.add("");
    lines.addAll(rows(table.under(noun)));
    return lines;
  }

  List<String> command(Entry entry) {
    Syntax syntax = new Syntax(entry.words());
    entry.action().get().declare(syntax);
    List<String> lines = new ArrayList<>();
    lines.add(usage(entry, syntax));
    lines.add("");
    lines.add(entry.summary());
    section(
        "Arguments",
        syntax.arguments().stream()
            .filter(a -> !a.text().isEmpty())
            .map(a -> row(a.label(), a.text()))
            .toList(),
        lines);
    section("Options", syntax.options().stream().map(HelpPage::option).toList(), lines);
    section("Global options", Globals.options().stream().map(HelpPage::option).toList(), lines);
    section("Notes", syntax.notes().stream().map(note -> "  " + note).toList(), lines);
    section("For scripts", scripts(syntax), lines);
    return lines;
  }

  static String usage(Entry entry, Syntax syntax) {
    StringBuilder usage = new StringBuilder("usage: np ").append(entry.words());
    syntax.arguments().forEach(argument -> usage.append(' ').append(argument.label()));
    if (!syntax.options().isEmpty()) {
      usage.append(" [options]");
    }
    if (!syntax.trailing().isEmpty()) {
      usage.append(" -- ").append(syntax.trailing());
    }
    return usage.toString();
  }

  private static List<String> scripts(Syntax syntax) {
    String exits = String.join(" ", syntax.exits().stream().map(code -> code.toString()).toList());
    return List.of(
        row("exit codes", exits + " (np help exit-codes)"),
        row("--json", String.join(", ", syntax.schemas())));
  }

  private static void section(String title, List<String> rows, List<String> lines) {
    if (!rows.isEmpty()) {
      lines.add("");
      lines.add(title);
      lines.addAll(rows);
    }
  }

  private static List<String> rows(List<Entry> entries) {
    return entries.stream().map(entry -> row(entry.words(), entry.summary())).toList();
  }

  private static String option(OptionSpec option) {
    String names = String.join(", ", Arrays.asList(option.names()));
    boolean flag = option.typeInfo().isBoolean();
    String label = flag ? names : names + " " + option.paramLabel();
    return row(label, String.join(" ", option.description()));
  }

  private static String row(String left, String right) {
    return String.format(Locale.ROOT, "  %-22s %s", left, right).stripTrailing();
  }
}
