package np.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The options and arguments of one command, gathered into a picocli model. */
public final class Syntax {
  /** Done, failed inside, not understood. */
  private static final List<Integer> EVERY_COMMAND = List.of(0, 1, 2);

  private final CommandSpec spec;
  private final List<OptionSpec> own = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Argument> arguments = new ArrayList<>();
  private String trailing = "";
  private final List<String> notes = new ArrayList<>();
  private final SortedSet<Integer> exits = new TreeSet<>(EVERY_COMMAND);
  private final List<String> schemas = new ArrayList<>();

  Syntax(String words) {
    this.spec = CommandSpec.create().name("np " + words);
  }

  /** A switch; the last name is the long one. */
  public Syntax flag(String text, String... names) {
    return option(OptionSpec.builder(names).type(boolean.class).description(text).build());
  }

  /** An option with a value; given twice, the last one counts. */
  public Syntax value(String label, String text, String... names) {
    return option(
        OptionSpec.builder(names).type(String.class).paramLabel(label).description(text).build());
  }

  /** Arguments without a dash, in this order in the help. */
  public Syntax argument(String label, String text, Argument.Kind... kinds) {
    arguments.add(new Argument(label, text, List.of(kinds)));
    return this;
  }

  /** What stands behind {@code --}. */
  public Syntax trailing(String label) {
    trailing = label;
    return this;
  }

  /** A line at the end of the help. */
  public Syntax note(String line) {
    notes.add(line);
    return this;
  }

  /** With which codes it can end, beside those of every command. */
  public Syntax exits(Exits... reasons) {
    List.of(reasons).forEach(reason -> exits.addAll(reason.codes()));
    return this;
  }

  /** The schemas of the lines that it prints with --json. */
  public Syntax json(String... names) {
    schemas.addAll(List.of(names));
    return this;
  }

  List<OptionSpec> options() {
    return own;
  }

  List<Argument> arguments() {
    return arguments;
  }

  String trailing() {
    return trailing;
  }

  List<String> notes() {
    return notes;
  }

  SortedSet<Integer> exits() {
    return exits;
  }

  List<String> schemas() {
    return schemas;
  }

  /** The complete model: own options, then the global ones whose names are free. */
  CommandSpec complete() {
    for (OptionSpec global : Globals.options()) {
      String[] free =
          Arrays.stream(global.names())
              .filter(name -> !taken.contains(name))
              .toArray(String[]::new);
      if (free.length > 0) {
        spec.addOption(OptionSpec.builder(global).names(free).build());
      }
    }
    if (!arguments.isEmpty()) {
      spec.addPositional(
          PositionalParamSpec.builder()
              .index("0..*")
              .arity("0..*")
              .type(List.class)
              .auxiliaryTypes(String.class)
              .paramLabel("ARGUMENT")
              .build());
    }
    return spec;
  }

  private Syntax option(OptionSpec option) {
    own.add(option);
    taken.addAll(List.of(option.names()));
    spec.addOption(option);
    return this;
  }
}
