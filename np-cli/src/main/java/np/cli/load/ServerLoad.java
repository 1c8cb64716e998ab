package np.cli.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import np.cli.dump.Dump;
import np.cli.dump.DumpPart;
import np.cli.dump.DumpProgress;
import np.cli.dump.DumpSink;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.jdbc.PgConnection;

/** Copies a database straight from another server: nothing of it is written to a file. */
public final class ServerLoad implements DumpSink, DumpProgress {
  /** A message of its own for each row would make the servers slow. */
  private static final int BATCH = 1 << 16;

  private final PgConnection target;
  private final LoadProgress progress;
  private final ScriptLoad script;
  private String statement = "";
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream(2 * BATCH);
  private @Nullable CopyIn copy;
  private long bytes;

  /**
   * @param target idle; all that comes is one transaction of it
   */
  public ServerLoad(PgConnection target, LoadProgress progress) {
    this.target = target;
    this.progress = progress;
    this.script = ScriptLoad.inOneTransaction(target, progress);
  }

  /**
   * Copies it all.
   *
   * @throws LoadFailure when the target refuses a statement
   * @throws SQLException when the source refuses to show something, or the target to commit
   */
  public Loaded run(PgConnection source) throws SQLException, IOException {
    script.begin();
    Dump.Size size = new Dump(source, this, this).write(DumpPart.ALL);
    UnsureCommit.commit(target, progress);
    return new Loaded(size.bytes(), script.ran(), size.rows(), size.tables(), Map.of());
  }

  @Override
  public void statements(String text) throws IOException {
    bytes += text.length();
    script.statements(text);
  }

  @Override
  public void comment(String line) {}

  @Override
  public void blank() {}

  @Override
  public void beginRows(String copyIn) throws IOException {
    statement = copyIn;
    try {
      copy = target.getCopyAPI().copyIn(copyIn);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void row(byte[] row) throws IOException {
    bytes += row.length;
    batch.writeBytes(row);
    if (batch.size() >= BATCH) {
      send();
    }
  }

  private void send() throws IOException {
    CopyIn open = copy;
    if (open == null) {
      throw new IllegalStateException("no COPY is open");
    }
    byte[] rows = batch.toByteArray();
    batch.reset();
    try {
      open.writeToCopy(rows, 0, rows.length);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void endOfRows() throws IOException {
    CopyIn open = copy;
    if (open == null) {
      return;
    }
    send();
    copy = null;
    try {
      open.endCopy();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private LoadFailure failure(SQLException answer) {
    return new LoadFailure(answer, statement, 0, 0);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void table(String name) {
    progress.table(name);
  }

  @Override
  public void written(long written, long rows) {
    progress.read(written, rows);
  }

  /** Whoever imports has been told before. */
  @Override
  public void missing(String what) {}
}
