package np.edge.postgres.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of settings that a client makes up, like {@code app.tenant}: PostgreSQL lists them
 * nowhere, so they are picked out of the queries that set them.
 */
public final class SettingNames {
  private static final int MOST = 64;
  private static final int FLAGS = Pattern.CASE_INSENSITIVE;
  private static final Pattern SET =
      Pattern.compile(
          "\\bset\\s+(?:session\\s+|local\\s+)?([a-z_][a-z0-9_$]*\\.[a-z_][a-z0-9_$.]*)\\s*(?:=|to\\b)",
          FLAGS);
  private static final Pattern CALL =
      Pattern.compile("\\bset_config\\s*\\(\\s*(?:e?'([^']*)'\\s*,|([^)]*)(\\)|$))", FLAGS);
  private static final Pattern LOCAL = Pattern.compile(",\\s*true\\s*$", FLAGS);
  private static final Pattern NAME = Pattern.compile("[a-z0-9_$.]{1,63}");

  private final Set<String> names = new LinkedHashSet<>();
  private boolean unknown;

  /** Names with a dot, in lower case, that were set or may have been. */
  public Set<String> names() {
    return Collections.unmodifiableSet(names);
  }

  /** Whether others may have been set whose names are not known. */
  public boolean isIncomplete() {
    return unknown;
  }

  /** Looks at a query: {@code size} bytes from {@code at}. Costs little where nothing is set. */
  void look(ByteBuf in, int at, int size) {
    int end = at + size;
    boolean sets = beginsWithSet(in, at, end) || holdsStatements(in, at, end);
    boolean calls = holdsCall(in, at, end);
    if (sets || calls) {
      read(in.toString(at, size, StandardCharsets.ISO_8859_1));
    }
  }

  private static boolean beginsWithSet(ByteBuf in, int at, int end) {
    int i = at;
    while (i < end && in.getByte(i) <= ' ') {
      i++;
    }
    return i + 3 < end
        && (in.getByte(i) | 0x20) == 's'
        && (in.getByte(i + 1) | 0x20) == 'e'
        && (in.getByte(i + 2) | 0x20) == 't';
  }

  /** Whether a semicolon, a comment or a quoted body may hide a second statement. */
  private static boolean holdsStatements(ByteBuf in, int at, int end) {
    int semicolon = in.indexOf(at, end, (byte) ';');
    return semicolon >= 0 && semicolon < end - 2;
  }

  private static boolean holdsCall(ByteBuf in, int at, int end) {
    int i = in.indexOf(at, end, (byte) '_');
    while (i >= 0) {
      if (i + 2 < end && (in.getByte(i + 1) | 0x20) == 'c' && (in.getByte(i + 2) | 0x20) == 'o') {
        return true;
      }
      i = in.indexOf(i + 1, end, (byte) '_');
    }
    return false;
  }

  private void read(String text) {
    Matcher set = SET.matcher(text);
    while (set.find()) {
      add(set.group(1));
    }
    Matcher call = CALL.matcher(text);
    while (call.find()) {
      String name = call.group(1);
      if (name != null) {
        add(name);
      } else if (!LOCAL.matcher(call.group(2)).find()) {
        unknown = true;
      }
    }
  }

  private void add(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.contains(".")) {
      return;
    }
    if (NAME.matcher(lower).matches() && names.size() < MOST) {
      names.add(lower);
    } else if (!names.contains(lower)) {
      unknown = true;
    }
  }
}
