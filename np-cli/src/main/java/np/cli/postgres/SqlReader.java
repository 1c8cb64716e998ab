package np.cli.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads a script as psql would: statements, commands of psql, and the data that follow a COPY.
 * Holds one statement at a time, never the data.
 */
public final class SqlReader {
  /** A statement is held several times over while it is sent; data belong into COPY. */
  static final int LONGEST = 16 << 20;

  private final LineBuffer in;
  private final SqlScanner scanner = new SqlScanner();
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(1 << 12);

  public SqlReader(InputStream in) {
    this.in = new LineBuffer(in);
  }

  /** A part of a script. */
  public sealed interface Piece {
    /** The line that it begins in, from 1. */
    long line();

    /**
     * A statement without its semicolon.
     *
     * @param text as it stands in the script
     */
    record Statement(SqlText text, long line, Words words) implements Piece {}

    /** A command of psql, with its backslash, up to the end of its line. */
    record Command(SqlText text, long line) implements Piece {}
  }

  /** What ended the data of a COPY. */
  public enum DataEnd {
    MARKER,
    /** The script has no more. */
    INPUT
  }

  /** Takes data as they are read; whole lines need not come at once. */
  public interface DataSink {
    void take(byte[] bytes, int from, int length) throws IOException;
  }

  public void strings(SqlScanner.Strings strings) {
    scanner.strings(strings);
  }

  /** Bytes that have been read so far. */
  public long position() {
    return in.position();
  }

  /** The line that is read next, from 1. */
  public long line() {
    return in.line();
  }

  /**
   * The next part; empty at the end. A last statement needs no semicolon.
   *
   * @throws RefusedScript when a quote does not end, or a statement is too long
   */
  public Optional<Piece> next() throws IOException, RefusedScript {
    scanner.reset();
    held.reset();
    long line = in.line();
    for (int next = in.read(); next >= 0; next = in.read()) {
      int before = scanner.start();
      long now = next == '\n' ? in.line() - 1 : in.line();
      SqlScanner.Event event = scanner.feed((byte) next);
      if (before < 0 && scanner.start() >= 0) {
        line = now;
      }
      if (event == SqlScanner.Event.END && scanner.start() >= 0) {
        return Optional.of(statement(line));
      }
      if (event == SqlScanner.Event.END) {
        scanner.reset();
        held.reset();
      } else if (event == SqlScanner.Event.COMMAND) {
        return Optional.of(command(now));
      } else {
        hold(next, line);
      }
    }
    return atEnd(line);
  }

  /**
   * Gives on the data of the COPY that {@link #next} has just returned, up to the line {@code \.}.
   */
  public DataEnd copy(DataSink sink) throws IOException {
    in.skipLine();
    return in.copy(sink);
  }

  private void hold(int next, long line) throws RefusedScript {
    held.write(next);
    if (held.size() > LONGEST) {
      throw new RefusedScript(
          line, "a statement is longer than 16 MB", "write its data with COPY instead");
    }
  }

  private Piece statement(long line) {
    SqlText text = new SqlText(held.toByteArray(), scanner.start());
    return new Piece.Statement(text, line, scanner.words());
  }

  private Piece command(long line) throws IOException, RefusedScript {
    if (scanner.start() >= 0) {
      throw new RefusedScript(
          line, "a backslash stands within a statement", "only psql itself knows such commands");
    }
    held.reset();
    held.write('\\');
    held.writeBytes(in.readLine());
    return new Piece.Command(new SqlText(held.toByteArray(), 0), line);
  }

  private Optional<Piece> atEnd(long line) throws RefusedScript {
    scanner.feed((byte) '\n');
    return switch (scanner.open()) {
      case NOTHING -> Optional.empty();
      case STATEMENT -> Optional.of(statement(line));
      case STRING -> throw unended(line, "its quote ' is still open");
      case NAME -> throw unended(line, "its quote \" is still open");
      case COMMENT -> throw unended(line, "its comment /* is still open");
      case DOLLAR -> throw unended(line, "its dollar quote is still open");
      case PARENTHESIS -> throw unended(line, "a parenthesis is still open");
    };
  }

  private static RefusedScript unended(long line, String what) {
    return new RefusedScript(
        line, "the last statement does not end: " + what, "is the file complete?");
  }
}
