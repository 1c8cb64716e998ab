package np.cli.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import np.cli.postgres.SqlScanner;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/**
 * Writes statements and rows. Nothing leaves that psql would take for more than it is: a server may
 * be hostile, and its names may have line ends.
 */
final class DumpWriter implements DumpSink {
  private final OutputStream out;
  private final SqlScanner scanner = new SqlScanner();
  private long bytes;

  DumpWriter(OutputStream out) {
    this.out = out;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void statements(String text) throws IOException {
    byte[] encoded = (text + "\n").getBytes(StandardCharsets.UTF_8);
    scanner.reset();
    for (byte next : encoded) {
      switch (scanner.feed(next)) {
        case MORE -> {}
        case END -> scanner.reset();
        case COMMAND -> throw refused("a definition holds a command for psql: " + text);
      }
    }
    if (scanner.open() != SqlScanner.Open.NOTHING) {
      throw refused("a definition does not end: " + text);
    }
    write(encoded);
  }

  @Override
  public void comment(String line) throws IOException {
    write(("-- " + Printable.escape(line) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void blank() throws IOException {
    write(new byte[] {'\n'});
  }

  @Override
  public void beginRows(String copy) throws IOException {
    statements(copy + ";");
  }

  @Override
  public void row(byte[] row) throws IOException {
    boolean ended = row.length > 0 && row[row.length - 1] == '\n';
    boolean marker = row.length >= 2 && row[0] == '\\' && row[1] == '.';
    if (!ended || marker || newlines(row) != 1) {
      throw refused("a row of data is not what COPY sends");
    }
    write(row);
  }

  @Override
  public void endOfRows() throws IOException {
    write("\\.\n\n".getBytes(StandardCharsets.UTF_8));
  }

  private void write(byte[] encoded) throws IOException {
    out.write(encoded);
    bytes += encoded.length;
  }

  private static int newlines(byte[] row) {
    int count = 0;
    for (byte b : row) {
      count += b == '\n' ? 1 : 0;
    }
    return count;
  }

  private static NpException refused(String why) {
    String cut = why.length() > 200 ? why.substring(0, 200) + "…" : why;
    return new NpException.Unavailable(
        ErrorCode.SQL_FAILED, Printable.escape(cut), "nothing that was written can be trusted");
  }
}
