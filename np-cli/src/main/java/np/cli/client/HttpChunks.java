package np.cli.client;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Sends a body in chunks (RFC 9112 section 7.1); closing it ends the body, not the connection. */
final class HttpChunks extends FilterOutputStream {
  private static final byte[] END_OF_LINE = {'\r', '\n'};
  private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  HttpChunks(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > 0) {
      out.write(Integer.toHexString(length).getBytes(StandardCharsets.US_ASCII));
      out.write(END_OF_LINE);
      out.write(bytes, offset, length);
      out.write(END_OF_LINE);
    }
  }

  @Override
  public void close() throws IOException {
    out.write(LAST);
    out.flush();
  }
}
