package np.edge.postgres.sleep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import np.edge.postgres.sleep.Memory.Origin;
import np.edge.postgres.sleep.Memory.Setting;
import np.edge.postgres.sleep.Memory.Statement;
import np.edge.postgres.wire.SettingNames;
import org.jspecify.annotations.Nullable;

/**
 * Asks a session what must be kept of it. It answers in rows of four texts: what it is, and up to
 * three values. Every name in the query is a full one, so that nothing in the tenant's schemas
 * takes the place of what is meant.
 */
public final class SleepQuestion {
  private static final int MOST_BYTES = 1 << 20;

  /** Encodings in which no byte of a character looks like a quote or a backslash. */
  private static final Pattern SAFE_ENCODING =
      Pattern.compile("UTF8|UNICODE|SQL_ASCII|LATIN[0-9]+|ISO_8859_[0-9]+|WIN[0-9]+|KOI8[RU]?");

  private static final String ROWS =
      """
      SELECT 'busy'::pg_catalog.text, 'listens'::pg_catalog.text, NULL::pg_catalog.text, \
      NULL::pg_catalog.text FROM pg_catalog.pg_listening_channels() \
      UNION ALL SELECT 'busy', 'cursor', NULL, NULL FROM pg_catalog.pg_cursors WHERE is_holdable \
      UNION ALL SELECT 'busy', 'temporary table', NULL, NULL FROM pg_catalog.pg_class \
      WHERE pg_catalog.pg_my_temp_schema() OPERATOR(pg_catalog.<>) 0 \
      AND relnamespace OPERATOR(pg_catalog.=) pg_catalog.pg_my_temp_schema() \
      UNION ALL SELECT 'busy', 'advisory lock', NULL, NULL FROM pg_catalog.pg_locks \
      WHERE locktype OPERATOR(pg_catalog.=) 'advisory' \
      AND pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid() \
      UNION ALL SELECT 'user', SESSION_USER::pg_catalog.text, NULL, NULL \
      UNION ALL SELECT 'encoding', pg_catalog.current_setting('client_encoding'), NULL, NULL \
      UNION ALL SELECT 'setting', name, setting, NULL FROM pg_catalog.pg_settings \
      WHERE source OPERATOR(pg_catalog.=) 'session' \
      AND pg_catalog.left(name, 12) OPERATOR(pg_catalog.<>) 'transaction_' \
      UNION ALL SELECT 'setting', m[1], pg_catalog.current_setting(m[1], true), NULL \
      FROM pg_catalog.pg_proc, pg_catalog.regexp_matches(prosrc, \
      'set_config[[:space:]]*[(][[:space:]]*''([a-z0-9_$]+[.][a-z0-9_$.]+)''', 'gi') m \
      WHERE pronamespace OPERATOR(pg_catalog.<>) 11 \
      UNION ALL SELECT 'setting', m[1], pg_catalog.current_setting(m[1], true), NULL \
      FROM pg_catalog.pg_proc, pg_catalog.regexp_matches(prosrc, \
      'set[[:space:]]+([a-z_][a-z0-9_$]*[.][a-z0-9_$.]+)[[:space:]]*(?:=|to)', 'gi') m \
      WHERE pronamespace OPERATOR(pg_catalog.<>) 11 \
      UNION ALL SELECT 'busy', 'function that sets settings by name', NULL, NULL \
      FROM pg_catalog.pg_proc WHERE pronamespace OPERATOR(pg_catalog.<>) 11 \
      AND prosrc OPERATOR(pg_catalog.~*) 'set_config[[:space:]]*[(][[:space:]]*[^''[:space:]]' \
      AND prosrc OPERATOR(pg_catalog.!~*) 'true[[:space:]]*[)]' \
      UNION ALL SELECT 'role', pg_catalog.current_setting('role'), NULL, NULL \
      UNION ALL SELECT CASE WHEN from_sql THEN 'sql' ELSE 'statement' END, name, statement, \
      pg_catalog.array_to_string(parameter_types::pg_catalog.oid[], ',') \
      FROM pg_catalog.pg_prepared_statements""";

  private final String role;
  private final SettingNames names;

  /**
   * @param role that has logged in
   * @param names of settings that PostgreSQL does not list
   */
  public SleepQuestion(String role, SettingNames names) {
    this.role = role;
    this.names = names;
  }

  /** One simple query. */
  public String sql() {
    StringBuilder sql = new StringBuilder("/* np: may this session sleep? */ ").append(ROWS);
    for (String name : names.names()) {
      sql.append(" UNION ALL SELECT 'setting', '")
          .append(name)
          .append("', pg_catalog.current_setting('")
          .append(name)
          .append("', true), NULL");
    }
    return sql.toString();
  }

  /** What is to be kept; empty when the session must stay as it is. */
  public Optional<Memory> read(List<List<@Nullable String>> rows) {
    Answer answer = new Answer();
    rows.forEach(answer::add);
    return answer.memory();
  }

  /** Collects the rows. */
  private final class Answer {
    private final List<Setting> settings = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private Optional<String> encoding = Optional.empty();
    private Optional<Setting> changedRole = Optional.empty();
    private boolean busy = names.isIncomplete();
    private int bytes;

    void add(List<@Nullable String> row) {
      String first = text(row, 1);
      String second = text(row, 2);
      bytes += first.length() + second.length();
      switch (text(row, 0)) {
        case "user" -> busy |= !first.equals(role);
        case "encoding" -> busy |= !SAFE_ENCODING.matcher(first.toUpperCase(Locale.ROOT)).matches();
        case "setting" -> setting(first, row.get(2));
        case "role" -> changedRole = role(first);
        case "statement" -> statements.add(statement(row, Origin.PROTOCOL));
        case "sql" -> {
          busy |= second.indexOf(';') >= 0 && second.indexOf(';') < second.strip().length() - 1;
          statements.add(statement(row, Origin.SQL));
        }
        default -> busy = true;
      }
    }

    private static Optional<Setting> role(String name) {
      return name.equals("none") ? Optional.empty() : Optional.of(new Setting("role", name));
    }

    private void setting(String name, @Nullable String value) {
      if (name.equals("client_encoding")) {
        encoding = Optional.ofNullable(value);
      } else if (value != null) {
        settings.add(new Setting(name, value));
      }
    }

    private Statement statement(List<@Nullable String> row, Origin origin) {
      List<Integer> types = new ArrayList<>();
      String list = text(row, 3);
      for (String type : list.isEmpty() ? new String[0] : list.split(",", -1)) {
        types.add(Integer.parseUnsignedInt(type));
      }
      return new Statement(text(row, 1), text(row, 2), types, origin);
    }

    Optional<Memory> memory() {
      changedRole.ifPresent(settings::add);
      return busy || bytes > MOST_BYTES
          ? Optional.empty()
          : Optional.of(new Memory(encoding, settings, statements));
    }
  }

  private static String text(List<@Nullable String> row, int column) {
    String text = row.get(column);
    return text == null ? "" : text;
  }
}
