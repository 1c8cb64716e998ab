package np.cli.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;

/**
 * Writes a database as plain SQL: one snapshot, objects in the order of their dependencies, rows by
 * COPY before the constraints, indexes and triggers on them. Owners and roles are left out: it is
 * read back by whoever owns the database there.
 */
public final class Dump {
  private static final long PROGRESS_BYTES = 1 << 16;

  /** What comes before the rows (see {@code objects.sql}). */
  private static final int LAST_RANK_BEFORE_DATA = 99;

  private static final String HEAD =
      """
      SET statement_timeout = 0;
      SET lock_timeout = 0;
      SET idle_in_transaction_session_timeout = 0;
      SET client_encoding = 'UTF8';
      SET standard_conforming_strings = on;
      SELECT pg_catalog.set_config('search_path', '', false);
      SET check_function_bodies = false;
      SET xmloption = content;
      SET client_min_messages = warning;
      SET row_security = off;
      """;

  private final PgConnection connection;
  private final DumpCatalog catalog;
  private final DumpSink writer;
  private final DumpProgress progress;
  private long rows;

  /**
   * @param connection idle; the dump uses it alone
   */
  public Dump(PgConnection connection, DumpSink sink, DumpProgress progress) {
    this.connection = connection;
    this.catalog = new DumpCatalog(connection);
    this.writer = sink;
    this.progress = progress;
  }

  /** A script that psql can read back. */
  public static DumpSink script(OutputStream out) {
    return new DumpWriter(out);
  }

  /** What was written. */
  public record Size(long bytes, long rows, int tables) {}

  /**
   * Writes it all; the caller flushes.
   *
   * @throws SQLException when the database refuses to show something
   */
  public Size write(DumpPart part) throws SQLException, IOException {
    begin();
    List<DumpCatalog.Table> tables = catalog.tables();
    lock(tables);
    head();
    List<DumpObject> objects = part == DumpPart.DATA ? List.of() : catalog.objects();
    int data = firstAfterData(objects);
    for (DumpObject object : objects.subList(0, data)) {
      object(object);
    }
    if (part != DumpPart.SCHEMA) {
      data(tables);
    }
    for (DumpObject object : objects.subList(data, objects.size())) {
      object(object);
    }
    writer.comment("end of the database");
    connection.rollback();
    return new Size(writer.bytes(), rows, part == DumpPart.SCHEMA ? 0 : tables.size());
  }

  private static int firstAfterData(List<DumpObject> objects) {
    int index = 0;
    while (index < objects.size() && objects.get(index).rank() <= LAST_RANK_BEFORE_DATA) {
      index++;
    }
    return index;
  }

  private void begin() throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    execute("SELECT pg_catalog.set_config('search_path', '', false)");
    execute("SET TIME ZONE 'UTC'; SET DateStyle = ISO; SET IntervalStyle = postgres");
    execute("SET extra_float_digits = 1; SET statement_timeout = 0; SET row_security = off");
    execute("SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = 0");
  }

  /** Nobody shall alter or drop them meanwhile: definitions are not part of the snapshot. */
  private void lock(List<DumpCatalog.Table> tables) throws SQLException {
    for (DumpCatalog.Table table : tables) {
      execute("LOCK TABLE ONLY " + table.name() + " IN ACCESS SHARE MODE");
    }
  }

  private void head() throws SQLException, IOException {
    writer.comment("PostgreSQL database, written by np db export");
    for (DumpCatalog.Missing missing : catalog.missing()) {
      writer.comment("not written: " + missing.what());
      progress.missing(missing.what());
    }
    writer.blank();
    writer.statements(HEAD);
  }

  private void object(DumpObject object) throws IOException {
    writer.statements(object.statement() + "\n");
    progress.written(writer.bytes(), rows);
  }

  private void data(List<DumpCatalog.Table> tables) throws SQLException, IOException {
    new LargeObjects(catalog, writer).write();
    for (DumpCatalog.Table table : tables) {
      progress.table(table.name());
      copy(table);
      progress.written(writer.bytes(), rows);
    }
    for (String statement : catalog.sequences()) {
      writer.statements(statement);
    }
    writer.blank();
  }

  private void copy(DumpCatalog.Table table) throws SQLException, IOException {
    String columns = table.columns().isEmpty() ? "" : " (" + table.columns() + ")";
    writer.beginRows("COPY " + table.name() + columns + " FROM stdin");
    CopyOut copy = connection.getCopyAPI().copyOut("COPY " + table.name() + columns + " TO STDOUT");
    long told = writer.bytes();
    try {
      for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
        writer.row(row);
        rows++;
        if (writer.bytes() - told >= PROGRESS_BYTES) {
          told = writer.bytes();
          progress.written(told, rows);
        }
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
    writer.endOfRows();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }
}
