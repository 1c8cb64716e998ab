package np.cli.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file that tells how far it has been read. */
final class MeteredInput extends FilterInputStream {
  private final long size;
  private final ImportMeter meter;
  private long at;

  /**
   * @param size of all; 0: it is not known
   */
  MeteredInput(InputStream in, long size, ImportMeter meter) {
    super(in);
    this.size = size;
    this.meter = meter;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      at++;
    }
    return next;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    if (count > 0) {
      at += count;
      meter.file(at, size);
    }
    return count;
  }
}
