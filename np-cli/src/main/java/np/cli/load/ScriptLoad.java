package np.cli.load;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import np.cli.load.LoadRules.Verdict;
import np.cli.postgres.RefusedScript;
import np.cli.postgres.SqlReader;
import np.cli.postgres.SqlScanner;
import np.cli.postgres.Words;
import np.cli.sql.StatementRunner;
import org.postgresql.core.Encoding;
import org.postgresql.jdbc.PgConnection;

/**
 * Runs a script as it was written by {@code np db export} or by {@code pg_dump --format=plain}: one
 * statement at a time, rows as they come.
 */
public final class ScriptLoad {
  /** Behind such a statement the script is about a database, and about no other. */
  private static final Set<String> MAKING = Set.of("create", "copy", "insert");

  private final PgConnection connection;
  private final LoadProgress progress;
  private final LoadRules.Transaction transaction;
  private final Counting counting = new Counting();
  private final StatementRunner runner;
  private final Map<LeftOut, Integer> leftOut = new EnumMap<>(LeftOut.class);
  private long statements;
  private int tables;
  private boolean made;

  private ScriptLoad(
      PgConnection connection, LoadRules.Transaction transaction, LoadProgress progress) {
    this.connection = connection;
    this.transaction = transaction;
    this.progress = progress;
    this.runner = new StatementRunner(connection, counting, progress::notice);
  }

  /** All or nothing. The connection must be idle. */
  public static ScriptLoad inOneTransaction(PgConnection connection, LoadProgress progress) {
    return new ScriptLoad(connection, LoadRules.Transaction.ONE, progress);
  }

  /** Each statement by itself, unless the script says BEGIN. */
  public static ScriptLoad inTransactionsOfItsOwn(PgConnection connection, LoadProgress progress) {
    return new ScriptLoad(connection, LoadRules.Transaction.NONE, progress);
  }

  /**
   * Runs it to its end.
   *
   * @param raw the script, maybe packed; the caller closes it
   * @throws LoadFailure when the database refuses a statement
   * @throws RefusedScript when something in it cannot be imported, or its end is missing
   */
  public Loaded run(InputStream raw) throws SQLException, IOException, RefusedScript {
    ScriptInput input = ScriptInput.open(raw);
    SqlReader script = new SqlReader(input);
    begin();
    Optional<SqlReader.Piece> piece = script.next();
    while (piece.isPresent()) {
      switch (piece.get()) {
        case SqlReader.Piece.Statement statement -> statement(statement, script);
        case SqlReader.Piece.Command command -> command(command);
      }
      progress.read(script.position(), counting.rows());
      piece = script.next();
    }
    if (!input.isComplete()) {
      throw new RefusedScript(
          script.line(), "the end of the dump is missing", "was it copied or written completely?");
    }
    commit();
    return new Loaded(input.count(), statements, counting.rows(), tables, leftOut);
  }

  void begin() throws SQLException {
    if (transaction == LoadRules.Transaction.ONE) {
      runner.begin();
    }
  }

  /** How many statements have been run. */
  long ran() {
    return statements;
  }

  private void commit() throws SQLException, UnsureCommit {
    if (transaction == LoadRules.Transaction.ONE) {
      UnsureCommit.commit(connection, progress);
    }
  }

  private void statement(SqlReader.Piece.Statement piece, SqlReader script)
      throws IOException, RefusedScript {
    if (decide(LoadRules.of(piece.words(), transaction), piece.line())) {
      progress.step(piece.line());
      String sql = sql(piece);
      long data = piece.words().isCopyIn() ? script.line() + 1 : 0;
      try {
        run(sql, piece, script);
      } catch (SQLException e) {
        throw new LoadFailure(e, sql, piece.line(), data);
      }
      statements++;
      made |= MAKING.contains(piece.words().first());
      script.strings(
          connection.getStandardConformingStrings()
              ? SqlScanner.Strings.STANDARD
              : SqlScanner.Strings.ESCAPING);
    }
  }

  private void run(String sql, SqlReader.Piece.Statement piece, SqlReader script)
      throws SQLException, IOException, RefusedScript {
    Words words = piece.words();
    if (words.isCopyIn()) {
      tables++;
      progress.table(sql.replaceFirst("(?is)^copy\\s+", "").split("[\\s(]", 2)[0]);
      if (runner.copyIn(sql, sink -> copy(script, sink)) == SqlReader.DataEnd.INPUT) {
        throw new RefusedScript(
            piece.line(), "the rows behind COPY do not end with \\.", "is the file complete?");
      }
    } else if (words.isCopyOut()) {
      throw new RefusedScript(piece.line(), "COPY TO stdout brings nothing in", "take it out");
    } else {
      progress.statement((words.first() + " " + words.at(1)).strip());
      runner.run(sql, words);
    }
  }

  /** One COPY may be all that there is, so that it is told how far it has come. */
  private SqlReader.DataEnd copy(SqlReader script, SqlReader.DataSink sink) throws IOException {
    return script.copy(
        (bytes, from, length) -> {
          sink.take(bytes, from, length);
          counting.sent(bytes, from, length);
          progress.read(script.position(), counting.rows());
        });
  }

  private void command(SqlReader.Piece.Command command) throws RefusedScript {
    decide(LoadRules.command(command.text().utf8(), made), command.line());
  }

  /** Whether it is to be run. */
  private boolean decide(Verdict verdict, long line) throws RefusedScript {
    return switch (verdict) {
      case Verdict.Run _ -> true;
      case Verdict.Pass _ -> false;
      case Verdict.Leave leave -> {
        leftOut.merge(leave.kind(), 1, Integer::sum);
        yield false;
      }
      case Verdict.Refuse refuse -> throw new RefusedScript(line, refuse.why(), refuse.hint());
    };
  }

  /** As the script says that it is written, by SET client_encoding. */
  private String sql(SqlReader.Piece.Statement piece) throws RefusedScript {
    String said = String.valueOf(connection.getParameterStatus("client_encoding"));
    try {
      return piece.text().in(Charset.forName(Encoding.getDatabaseEncoding(said).name()));
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new RefusedScript(
          piece.line(),
          "the statement is not written in " + said,
          "a dump says how it is written: SET client_encoding = 'LATIN1';");
    }
  }

  /** Statements that come from elsewhere than a file. */
  void statements(String text) throws IOException {
    SqlReader script =
        new SqlReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    try {
      Optional<SqlReader.Piece> piece = script.next();
      while (piece.isPresent()) {
        if (piece.get() instanceof SqlReader.Piece.Statement statement) {
          statement(new SqlReader.Piece.Statement(statement.text(), 0, statement.words()), script);
        }
        piece = script.next();
      }
    } catch (RefusedScript e) {
      throw new IOException("the other server's definition cannot be read: " + e.getMessage(), e);
    }
  }
}
