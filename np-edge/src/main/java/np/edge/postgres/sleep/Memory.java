package np.edge.postgres.sleep;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a session consists of beyond its startup message. Texts are bytes of its own encoding, one
 * to a character.
 *
 * @param encoding the client's, if the session has changed it; the rest is written in it
 * @param settings in the order in which they are made again
 * @param statements that are prepared
 */
public record Memory(
    Optional<String> encoding, List<Setting> settings, List<Statement> statements) {
  /** Of a session that has done nothing yet. */
  public static final Memory EMPTY = new Memory(Optional.empty(), List.of(), List.of());

  public Memory {
    settings = List.copyOf(settings);
    statements = List.copyOf(statements);
  }

  /** A setting of the session, {@code role} included. */
  public record Setting(String name, String value) {}

  /**
   * A prepared statement.
   *
   * @param name by which the client executes it
   * @param sql its text; of one that was prepared by SQL, the PREPARE
   * @param types the object ids of its parameters
   * @param origin how it was prepared
   */
  public record Statement(String name, String sql, List<Integer> types, Origin origin) {
    public Statement {
      types = List.copyOf(types);
    }
  }

  /** How a statement was prepared. */
  public enum Origin {
    PROTOCOL,
    SQL
  }

  /** Whether a statement of this name is prepared that does nothing. */
  public boolean isEmptyStatement(String name) {
    return statements.stream()
        .anyMatch(statement -> statement.name.equals(name) && statement.sql.isBlank());
  }

  /** How many times {@link #restore} is answered by ReadyForQuery before the statements. */
  public int settingSteps() {
    return (encoding.isPresent() ? 1 : 0) + (settings.isEmpty() ? 0 : 1);
  }

  /** How many times {@link #restore} is answered by ReadyForQuery. */
  public int steps() {
    return settingSteps() + statements.size();
  }

  /** Writes what makes a fresh session what this one was. */
  public void restore(ByteBuf out) {
    encoding.ifPresent(name -> query(out, "SET client_encoding TO " + literal(name)));
    if (!settings.isEmpty()) {
      StringBuilder sql = new StringBuilder("SELECT ");
      for (Setting setting : settings) {
        sql.append(sql.length() > 7 ? ", " : "")
            .append("pg_catalog.set_config(")
            .append(literal(setting.name))
            .append(", ")
            .append(literal(setting.value))
            .append(", false)");
      }
      query(out, sql.toString());
    }
    statements.forEach(statement -> prepare(out, statement));
  }

  private static void prepare(ByteBuf out, Statement statement) {
    if (statement.origin == Origin.SQL) {
      query(out, statement.sql);
      return;
    }
    int size = statement.name.length() + 1 + statement.sql.length() + 1 + 2;
    out.writeByte('P').writeInt(Integer.BYTES + size + Integer.BYTES * statement.types.size());
    text(out, statement.name);
    text(out, statement.sql);
    out.writeShort(statement.types.size());
    statement.types.forEach(out::writeInt);
    out.writeByte('S').writeInt(Integer.BYTES);
  }

  private static void query(ByteBuf out, String sql) {
    out.writeByte('Q').writeInt(Integer.BYTES + sql.length() + 1);
    text(out, sql);
  }

  private static void text(ByteBuf out, String text) {
    out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    out.writeByte(0);
  }

  /** An escape string constant (section 4.1.2.2): it means the same whatever the settings are. */
  private static String literal(String text) {
    return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
