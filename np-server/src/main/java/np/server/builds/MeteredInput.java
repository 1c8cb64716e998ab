package np.server.builds;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes that pass and refuses to let more than allowed pass. */
final class MeteredInput extends FilterInputStream {
  private final String what;
  private long count;
  private long allowed;

  MeteredInput(InputStream in, String what, long allowed) {
    super(in);
    this.what = what;
    this.allowed = allowed;
  }

  /** How many bytes have passed. */
  long count() {
    return count;
  }

  /** From here on, so many more may pass. */
  void allow(long more) {
    allowed = count + more;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    add(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    add(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = super.skip(wanted);
    add(skipped);
    return skipped;
  }

  private void add(long more) {
    count += more;
    if (count > allowed) {
      throw BadArchive.tooLarge(what);
    }
  }
}
