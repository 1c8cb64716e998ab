package np.edge.postgres.pool;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads in a client's queries what they make of the session: settings, which go with the client to
 * the next session, and what binds the client to this one.
 */
public final class ClientTexts {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  private static final Pattern STICKY =
      Pattern.compile(
          "\\bcreate\\s+(?:(?:global|local|or\\s+replace)\\s+)*temp|\\binto\\s+temp"
              + "|\\bdeclare\\b.*\\bwith\\s+hold\\b"
              + "|advisory_lock"
              + "|\\bset_config\\s*\\((?![^;]*,\\s*true\\s*\\))",
          FLAGS);
  private static final Pattern HIDDEN_SETTING =
      Pattern.compile("(?:^|;)\\s*set\\s+(?!local\\b|transaction\\b|constraints\\b)", FLAGS);

  /** Four lower-case letters as a number. */
  private static final int CONF = 0x636f6e66;

  private static final int LOCK = 0x6c6f636b;

  private static final String SYNC = "";

  private final ArrayDeque<String> settings = new ArrayDeque<>();
  private final Map<String, String> prepared = new HashMap<>();
  private Script committed;
  private Script pending;
  private boolean sticky;

  /** For a client that begins with these settings. */
  public ClientTexts(Script script) {
    committed = script;
    pending = script;
  }

  /** The settings of the client outside a transaction. */
  public Script script() {
    return committed;
  }

  /** Whether the client must keep the session that it has. */
  public boolean isSticky() {
    return sticky;
  }

  /** Binds the client to the session. */
  void stick() {
    sticky = true;
  }

  void query(ByteBuf in, int at, int size) {
    if (isOfInterest(in, at, size)) {
      String sql = text(in, at, size);
      if (Script.isSetting(sql)) {
        settings.add(sql);
      } else {
        look(sql);
        sticky |= HIDDEN_SETTING.matcher(sql).find();
      }
    }
    sync();
  }

  /** What was executed so far will be answered by a ReadyForQuery. */
  void sync() {
    settings.add(SYNC);
  }

  void parse(String name, ByteBuf in, int at, int size) {
    prepared.remove(name);
    if (isOfInterest(in, at, size)) {
      String sql = text(in, at, Math.max(0, in.bytesBefore(at, size, (byte) 0)));
      if (Script.isSetting(sql)) {
        prepared.put(name, sql);
      } else {
        look(sql);
      }
    }
  }

  void bind(String name) {
    String sql = prepared.isEmpty() ? null : prepared.get(name);
    if (sql != null) {
      settings.add(sql);
    }
  }

  private void look(String sql) {
    sticky |= STICKY.matcher(sql).find();
  }

  private static String text(ByteBuf in, int at, int size) {
    String text = in.toString(at, size, StandardCharsets.ISO_8859_1);
    return text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
  }

  /** Looks at few bytes of most queries. */
  private static boolean isOfInterest(ByteBuf in, int at, int size) {
    int end = at + size;
    int i = at;
    while (i < end && in.getByte(i) <= ' ' && in.getByte(i) != 0) {
      i++;
    }
    if (i == end) {
      return false;
    }
    byte first = (byte) (in.getByte(i) | 0x20);
    boolean begins =
        switch (first) {
          case 's' -> i + 1 < end && isSetOrSelectInto(in, i, end);
          case 'r', 'c', 'd', '-', '/' -> true;
          default -> false;
        };
    int semicolon = begins ? -1 : in.indexOf(i, end, (byte) ';');
    return begins || (semicolon >= 0 && semicolon < end - 2) || hasName(in, i, end);
  }

  /** SET, or a SELECT that makes a table. */
  private static boolean isSetOrSelectInto(ByteBuf in, int at, int end) {
    return at + 3 < end && (in.getByte(at + 2) | 0x20) == 't' && in.getByte(at + 3) <= ' ';
  }

  /** Whether a name with {@code _config} or {@code _lock} is in it. */
  private static boolean hasName(ByteBuf in, int at, int end) {
    int i = in.indexOf(at, end, (byte) '_');
    while (i >= 0) {
      if (i + 4 < end && (is(in, i + 1, CONF) || is(in, i + 1, LOCK))) {
        return true;
      }
      i = in.indexOf(i + 1, end, (byte) '_');
    }
    return false;
  }

  private static boolean is(ByteBuf in, int at, int letters) {
    return (in.getInt(at) | 0x20202020) == letters;
  }

  /** A setting was made or reset. */
  void set() {
    String sql = settings.peek();
    if (sql != null && !sql.equals(SYNC)) {
      settings.remove();
      pending = pending.with(sql);
      sticky |= pending.isLong();
    }
  }

  /** All that the session had was discarded. */
  void discarded() {
    pending = Script.EMPTY;
  }

  /** The transaction has been rolled back. */
  void rolledBack() {
    pending = committed;
  }

  /** The session is ready for the next query; whether that is outside a transaction. */
  void ready(byte status) {
    String sql = settings.poll();
    while (sql != null && !sql.equals(SYNC)) {
      sql = settings.poll();
    }
    if (status == 'I') {
      committed = pending;
    }
  }
}
