package np.cli.load;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import np.cli.postgres.RefusedScript;

/**
 * A script as it is read: unpacked where it is packed by gzip, counted, and with its first and last
 * bytes at hand, by which a dump says that it is complete.
 */
final class ScriptInput extends FilterInputStream {
  private static final int BUFFER = 1 << 16;
  private static final int KEPT = 1024;
  private static final int MAGIC = 6;

  private final byte[] head = new byte[KEPT];
  private final byte[] tail = new byte[KEPT];
  private long read;

  private ScriptInput(InputStream in) {
    super(in);
  }

  /** Begins to read; {@link RefusedScript} when it is something else. */
  static ScriptInput open(InputStream raw) throws IOException, RefusedScript {
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(MAGIC);
    byte[] magic = in.readNBytes(MAGIC);
    in.reset();
    if (starts(magic, 0x1f, 0x8b)) {
      return new ScriptInput(new GZIPInputStream(in, BUFFER));
    }
    if (starts(magic, 'P', 'G', 'D', 'M', 'P')) {
      throw new RefusedScript(
          0,
          "it is an archive of pg_dump, not plain SQL",
          "pg_restore --no-owner -f FILE.sql FILE");
    }
    if (starts(magic, 0x28, 0xb5, 0x2f, 0xfd)
        || starts(magic, 'B', 'Z', 'h')
        || starts(magic, 0xfd, '7')) {
      throw new RefusedScript(
          0,
          "it is packed, and not by gzip",
          "unpack it, or pipe it: zstdcat FILE | np db import NAME -");
    }
    return new ScriptInput(in);
  }

  private static boolean starts(byte[] bytes, int... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** How many bytes were read, without compression. */
  long count() {
    return read;
  }

  /**
   * Whether nothing is missing at its end, as far as it says what it is. To be asked at the end.
   */
  boolean isComplete() {
    String begin = new String(head, StandardCharsets.ISO_8859_1);
    int at = (int) (read % KEPT);
    String end =
        new String(tail, at, KEPT - at, StandardCharsets.ISO_8859_1)
            + new String(tail, 0, at, StandardCharsets.ISO_8859_1);
    if (begin.contains("-- PostgreSQL database dump\n")) {
      return end.contains("-- PostgreSQL database dump complete");
    }
    return !begin.startsWith("-- PostgreSQL database, written by np db export")
        || end.contains("-- end of the database");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = super.read(bytes, from, length);
    if (count > 0) {
      keep(bytes, from, count);
    }
    return count;
  }

  private void keep(byte[] bytes, int from, int count) {
    if (read < KEPT) {
      System.arraycopy(bytes, from, head, (int) read, (int) Math.min(count, KEPT - read));
    }
    int skipped = Math.max(0, count - KEPT);
    long at = read + skipped;
    byte[] last = Arrays.copyOfRange(bytes, from + skipped, from + count);
    int first = Math.min(last.length, KEPT - (int) (at % KEPT));
    System.arraycopy(last, 0, tail, (int) (at % KEPT), first);
    System.arraycopy(last, first, tail, 0, last.length - first);
    read += count;
  }

  @Override
  public long skip(long count) {
    throw new UnsupportedOperationException("nothing of a script is skipped");
  }
}
