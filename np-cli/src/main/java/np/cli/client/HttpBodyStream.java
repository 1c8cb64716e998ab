package np.cli.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The body of a response: it ends where RFC 9112 section 6.3 says, and an early end is an error.
 */
final class HttpBodyStream extends InputStream {
  private static final long UNTIL_CLOSE = -1;

  private final InputStream in;
  private final boolean chunked;

  /** Bytes left in the body or in the present chunk. */
  private long left;

  private boolean firstChunk = true;
  private boolean ended;

  private HttpBodyStream(InputStream in, boolean chunked, long left) {
    this.in = in;
    this.chunked = chunked;
    this.left = left;
  }

  static InputStream of(InputStream in, int status, Map<String, String> headers)
      throws IOException {
    if (status == HttpHead.SWITCHING) {
      return in;
    }
    if (status == 204 || status == 304) {
      return InputStream.nullInputStream();
    }
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return new HttpBodyStream(in, true, 0);
    }
    String length = headers.get("content-length");
    if (length == null) {
      return new HttpBodyStream(in, false, UNTIL_CLOSE);
    }
    if (!length.matches("[0-9]{1,18}")) {
      throw new IOException("bad Content-Length");
    }
    return new HttpBodyStream(in, false, Long.parseLong(length));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (chunked && left == 0 && !ended) {
      nextChunk();
    }
    if (ended || left == 0) {
      return -1;
    }
    int wanted = left == UNTIL_CLOSE ? length : (int) Math.min(length, left);
    int count = in.read(target, offset, wanted);
    if (left == UNTIL_CLOSE) {
      return count;
    }
    if (count < 0) {
      throw new EOFException("the connection ended in the middle of an answer");
    }
    left -= count;
    return count;
  }

  private void nextChunk() throws IOException {
    if (!firstChunk) {
      HttpHead.line(in);
    }
    firstChunk = false;
    String size = HttpHead.line(in).split(";", 2)[0].trim();
    if (!size.matches("[0-9a-fA-F]{1,15}")) {
      throw new IOException("bad chunk size");
    }
    left = Long.parseLong(size, 16);
    ended = left == 0;
  }
}
