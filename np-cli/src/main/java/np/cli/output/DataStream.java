package np.cli.output;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A buffer before standard output, which is never closed; that nobody reads is no IOException. */
final class DataStream extends FilterOutputStream {
  private static final int SIZE = 1 << 16;

  DataStream(OutputStream out) {
    super(new BufferedOutputStream(out, SIZE));
  }

  @Override
  public void write(int b) {
    try {
      out.write(b);
    } catch (IOException e) {
      throw new OutputClosed(e);
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      throw new OutputClosed(e);
    }
  }

  @Override
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new OutputClosed(e);
    }
  }

  @Override
  public void close() {
    flush();
  }
}
