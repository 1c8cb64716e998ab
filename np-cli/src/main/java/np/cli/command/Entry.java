package np.cli.command;

import java.util.function.Supplier;

/**
 * A row of the table of commands.
 *
 * @param words as typed: {@code deploy}, {@code apps list}
 * @param group of the help page
 * @param summary one line
 * @param action made only when the command is the one that was typed
 */
public record Entry(String words, Group group, String summary, Supplier<Action> action) {

  /** The first word. */
  public String noun() {
    int space = words.indexOf(' ');
    return space < 0 ? words : words.substring(0, space);
  }
}
