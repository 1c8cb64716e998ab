package np.cli.command;

import java.util.List;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;
import picocli.CommandLine.ParseResult;

/** What was typed, apart from the global options. */
public final class Arguments {
  private final ParseResult parsed;
  private final List<String> positionals;
  private final List<String> trailing;

  Arguments(ParseResult parsed, List<String> trailing) {
    this.parsed = parsed;
    this.positionals =
        parsed.matchedPositionals().stream()
            .distinct() // picocli names it again after each option, with all that it has
            .flatMap(positional -> positional.stringValues().stream())
            .toList();
    this.trailing = List.copyOf(trailing);
  }

  public boolean has(String option) {
    return parsed.hasMatchedOption(option);
  }

  public Optional<String> value(String option) {
    return parsed.hasMatchedOption(option)
        ? Optional.ofNullable(parsed.matchedOptionValue(option, (String) null))
        : Optional.empty();
  }

  /** A whole number of at least {@code least}; {@code fallback} when it was not given. */
  public int number(String option, int least, int fallback) {
    Optional<String> text = value(option);
    if (text.isEmpty()) {
      return fallback;
    }
    if (!text.get().matches("[0-9]{1,9}") || Integer.parseInt(text.get()) < least) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          option + " " + Printable.escape(text.get()) + " is not allowed",
          "write a number of at least " + least);
    }
    return Integer.parseInt(text.get());
  }

  /** Without a dash, in order. */
  public List<String> plain() {
    return positionals;
  }

  /** Behind {@code --}. */
  public List<String> trailing() {
    return trailing;
  }

  /** The only argument; empty when there is none. */
  public Optional<String> only(String label) {
    atMost(1, label);
    return positionals.stream().findFirst();
  }

  /** The only argument, which must be there. */
  public String required(String label) {
    return only(label)
        .orElseThrow(
            () ->
                new NpException.Invalid(
                    ErrorCode.USAGE, label + " is missing", "see the command with --help"));
  }

  public void atMost(int count, String labels) {
    if (positionals.size() > count) {
      String extra = Printable.escape(positionals.get(count));
      String taken = labels.isEmpty() ? "nothing" : labels;
      throw new NpException.Invalid(
          ErrorCode.USAGE,
          "\"" + extra + "\" is too much: the command takes " + taken,
          "see the command with --help");
    }
  }
}
