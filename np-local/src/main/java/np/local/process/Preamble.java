package np.local.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last step before a tenant's command, already in its sandbox and under its user id: a constant
 * script that sets the environment and becomes the command.
 *
 * <p>The environment must not be set earlier: LD_PRELOAD, LOCPATH and their like would take effect
 * in the programs that build the sandbox as root. So it travels as text in NP_ENV, in ASCII,
 * because the JVM encodes what it hands to processes by its own locale.
 */
final class Preamble {
  /** Waits until the process has been put under its limits, where no sandbox does that. */
  private static final String HOLD = "read -r NP_GO && [ \"$NP_GO\" = go ] || exit 125; ";

  /** What it says before it waits, where it is attached. */
  static final String READY = "ready";

  /** The word that lets it go. */
  static final String GO = "go";

  /**
   * The same for a process whose streams are in somebody's hands: it says when it is there, takes
   * the terminal behind the word if there is one, and leaves the rest of its input to the command.
   */
  private static final String ATTACHED =
      "ulimit -c 0; { echo 500 >/proc/self/oom_score_adj; } 2>/dev/null; echo ready; "
          + "read -r NP_GO NP_TTY && [ \"$NP_GO\" = go ] || exit 125; "
          + "[ -z \"$NP_TTY\" ] || exec <>\"$NP_TTY\" >&0 2>&0; "
          + "unset NP_TTY; eval \"$NP_ENV\"; exec \"$@\"";

  /** No core dumps; the first to go when the machine runs out of memory; no standard input. */
  private static final String SCRIPT =
      "ulimit -c 0; { echo 500 >/proc/self/oom_score_adj; } 2>/dev/null; "
          + "eval \"$NP_ENV\"; exec \"$@\" </dev/null";

  private static final String VARIABLE = "NP_ENV";

  /** The kernel takes 128 KiB per variable (MAX_ARG_STRLEN). */
  private static final int CHUNK = 100_000;

  private final Map<String, String> carriers = new LinkedHashMap<>();
  private final StringBuilder chunk = new StringBuilder();
  private final List<String> names = new ArrayList<>();

  private Preamble() {}

  /** What to run instead of the command, for a sandbox that holds the process back by itself. */
  static List<String> arguments() {
    return List.of("/bin/sh", "-c", SCRIPT);
  }

  /** The same, first waiting for a line {@code go} on standard input. */
  static List<String> heldArguments() {
    return List.of("/bin/sh", "-c", HOLD + SCRIPT);
  }

  /** The same for {@link Connector}; a session leader, so that the terminal becomes its own. */
  static List<String> attachedArguments() {
    return List.of("/bin/sh", "-c", ATTACHED);
  }

  /**
   * The environment to start it with, so that it becomes this command with these variables.
   *
   * @param homeFiles a directory whose content is copied to HOME before
   */
  static Map<String, String> environment(
      List<String> command, Map<String, String> variables, Optional<Path> homeFiles) {
    Preamble preamble = new Preamble();
    command.forEach(preamble::addArgument);
    variables.forEach(preamble::addVariable);
    homeFiles.ifPresent(
        path -> preamble.add("/bin/cp -Rf " + CommandLine.quote(path + "/.") + " \"$HOME/\""));
    return preamble.finish();
  }

  private void addArgument(String argument) {
    if (isPlain(argument)) {
      add("set -- \"$@\" " + CommandLine.quote(argument));
    } else {
      add("NP_ARG=" + print(argument));
      add("set -- \"$@\" \"${NP_ARG%.}\"; unset NP_ARG");
    }
  }

  private void addVariable(String name, String value) {
    if (isPlain(value)) {
      add("export " + name + "=" + CommandLine.quote(value));
    } else {
      add(name + "=" + print(value));
      add("export " + name + "=\"${" + name + "%.}\"");
    }
  }

  private void add(String statement) {
    if (chunk.length() + statement.length() > CHUNK) {
      flush();
    }
    chunk.append(statement).append('\n');
  }

  private void flush() {
    String name = VARIABLE + "_" + names.size();
    names.add(name);
    carriers.put(name, chunk.toString());
    chunk.setLength(0);
  }

  private Map<String, String> finish() {
    flush();
    StringBuilder all = new StringBuilder();
    names.forEach(name -> all.append("eval \"$").append(name).append("\"\n"));
    all.append("unset NP_GO ").append(VARIABLE).append(' ').append(String.join(" ", names));
    carriers.put(VARIABLE, all.toString());
    return carriers;
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c == '\n' || c == '\t' || (c >= ' ' && c <= '~'));
  }

  /** Through printf(1), octal; the full stop keeps trailing line ends and is cut off afterwards. */
  private static String print(String text) {
    StringBuilder out = new StringBuilder("$(printf '");
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      boolean letter = Character.isLetterOrDigit(each & 0x7F) && each >= 0;
      out.append(letter ? String.valueOf((char) each) : String.format("\\%03o", each & 0xFF));
    }
    return out.append(".')").toString();
  }
}
