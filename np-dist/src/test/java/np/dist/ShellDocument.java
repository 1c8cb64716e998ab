package np.dist;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page with commands that can be run. A {@code sh} block must end with 0. A {@code console} block
 * shows commands behind {@code $} and what they print; a line {@code ...} stands for any others.
 *
 * @param commands of all blocks, in order
 * @param kinds the kinds of all fenced blocks, empty for one without a kind
 */
record ShellDocument(List<Command> commands, List<String> kinds) {
  private static final String FENCE = "```";
  private static final String PROMPT = "$ ";

  /** How a command is checked. */
  enum Check {
    /** It ends with 0. */
    SUCCESS,
    /** It prints what is shown. */
    OUTPUT
  }

  /**
   * A command, or the whole of a {@code sh} block.
   *
   * @param line in the page, from 1
   * @param shown what it should print
   */
  record Command(int line, Check check, String text, List<String> shown) {}

  static ShellDocument read(Path page) {
    List<String> lines = TestPlatform.read(page).lines().toList();
    List<Command> commands = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).startsWith(FENCE)) {
        String kind = lines.get(at).substring(FENCE.length()).strip();
        int end = at + 1;
        while (!lines.get(end).equals(FENCE)) {
          end++;
        }
        List<String> block = lines.subList(at + 1, end);
        kinds.add(kind);
        switch (kind) {
          case "sh" ->
              commands.add(new Command(at + 1, Check.SUCCESS, String.join("\n", block), List.of()));
          case "console" -> commands.addAll(shown(at + 2, block));
          default -> {}
        }
        at = end;
      }
    }
    return new ShellDocument(commands, kinds);
  }

  private static List<Command> shown(int first, List<String> block) {
    List<Command> commands = new ArrayList<>();
    for (int at = 0; at < block.size(); at++) {
      if (block.get(at).startsWith(PROMPT)) {
        int end = at + 1;
        while (end < block.size() && !block.get(end).startsWith(PROMPT)) {
          end++;
        }
        String text = block.get(at).substring(PROMPT.length());
        commands.add(new Command(first + at, Check.OUTPUT, text, block.subList(at + 1, end)));
      }
    }
    return commands;
  }
}
