package np.edge.postgres.pool;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings that a client has made in its session, as the statements that made them: where
 * another session takes over, they are made there. Immutable.
 *
 * @param statements by the name of the setting, in their order
 */
public record Script(Map<String, String> statements) {
  /** Of a client that has set nothing. */
  public static final Script EMPTY = new Script(Map.of());

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  private static final Pattern STATEMENT =
      Pattern.compile("\\s*(set|reset)\\s+(?:(session|local)\\s+)?([^;]+?)\\s*;?\\s*", FLAGS);
  private static final Pattern NAME =
      Pattern.compile(
          "(time\\s+zone|session\\s+authorization|authorization|characteristics|transaction"
              + "|[a-z_][a-z0-9_$.]*)\\b.*",
          FLAGS);
  private static final int MOST = 100;

  public Script {
    statements = Collections.unmodifiableMap(new LinkedHashMap<>(statements));
  }

  /** Whether a query is one statement that makes or resets a setting. */
  public static boolean isSetting(String sql) {
    return STATEMENT.matcher(sql).matches();
  }

  /** The script after such a statement. */
  public Script with(String sql) {
    Matcher matcher = STATEMENT.matcher(sql);
    if (!matcher.matches() || "local".equalsIgnoreCase(matcher.group(2))) {
      return this;
    }
    Matcher name = NAME.matcher(matcher.group(3));
    String key = name.matches() ? key(name.group(1)) : matcher.group(3);
    Map<String, String> changed = new LinkedHashMap<>(statements);
    changed.remove(key);
    if (key.equals("all")) {
      changed.clear();
    } else if (matcher.group(1).equalsIgnoreCase("set") && !key.equals("transaction")) {
      changed.put(key, sql.strip().replaceAll(";\\s*$", ""));
    }
    return new Script(changed);
  }

  private static String key(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    return lower.equals("time zone") ? "timezone" : lower;
  }

  /** Whether there are so many settings that they are not worth making again and again. */
  public boolean isLong() {
    return statements.size() > MOST;
  }

  /** Makes this script's settings in a session in which those of {@code other} were made. */
  public String from(Script other) {
    StringBuilder sql = new StringBuilder();
    if (!other.statements.isEmpty()) {
      sql.append("RESET SESSION AUTHORIZATION;RESET ALL;");
    }
    statements.values().forEach(statement -> sql.append(statement).append(';'));
    return sql.toString();
  }
}
