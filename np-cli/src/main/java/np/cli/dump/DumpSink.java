package np.cli.dump;

import java.io.IOException;

/** Takes a database bit by bit, in the order in which it can be made. */
public interface DumpSink {
  /** Statements that np wrote itself or that the server gave, each with its semicolon. */
  void statements(String text) throws IOException;

  /** A line for people; whatever is in it stays in its line. */
  void comment(String line) throws IOException;

  /** An empty line. */
  void blank() throws IOException;

  /**
   * Rows of a table follow.
   *
   * @param copy the statement that takes them in, without its semicolon
   */
  void beginRows(String copy) throws IOException;

  /** One row of COPY, as the server sent it. */
  void row(byte[] row) throws IOException;

  /** The end of the rows. */
  void endOfRows() throws IOException;

  /** How many bytes have been taken. */
  long bytes();
}
