package np.local.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Remembers when a log grew: pairs of an offset, counted from the first byte ever written, and the
 * time in milliseconds by which everything before it was there. A pair with time -1 says at which
 * offset the current file begins, after a rotation.
 *
 * @param file with 16 bytes per pair; need not exist
 */
record TimeIndex(Path file) {
  private static final int PAIR = 16;
  private static final long BEGINNING = -1;

  /** The index of a log. */
  static TimeIndex of(Path log) {
    String name = log.getFileName().toString();
    String bare = name.substring(0, name.length() - LogTree.SUFFIX.length());
    return new TimeIndex(log.resolveSibling(bare + ".times"));
  }

  /** What it says. */
  static final class Times {
    private final long[] ends;
    private final long[] millis;
    private final long beginning;

    private Times(long[] ends, long[] millis, long beginning) {
      this.ends = ends;
      this.millis = millis;
      this.beginning = beginning;
    }

    /** Where the current file begins. */
    long beginning() {
      return beginning;
    }

    /** Up to where times are known. */
    long end() {
      return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /** When the byte at this offset was written, or {@code otherwise} when that is not known. */
    long millisAt(long offset, long otherwise) {
      int found = Arrays.binarySearch(ends, offset + 1);
      int at = found >= 0 ? found : -found - 1;
      return at < ends.length ? millis[at] : otherwise;
    }
  }

  void grown(long end, long millis) throws IOException {
    append(end, millis);
  }

  void begins(long offset) throws IOException {
    append(offset, BEGINNING);
  }

  Times read() throws IOException {
    ByteBuffer pairs = ByteBuffer.wrap(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
    int count = pairs.remaining() / PAIR;
    long[] ends = new long[count];
    long[] millis = new long[count];
    long beginning = 0;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      long offset = pairs.getLong();
      long time = pairs.getLong();
      if (time == BEGINNING) {
        beginning = offset;
      } else if (kept == 0 || offset > ends[kept - 1]) {
        ends[kept] = offset;
        millis[kept] = time;
        kept++;
      }
    }
    return new Times(Arrays.copyOf(ends, kept), Arrays.copyOf(millis, kept), beginning);
  }

  /** Drops what lies before {@code oldest}. */
  void forgetBefore(long oldest) throws IOException {
    Times times = read();
    ByteBuffer kept = ByteBuffer.allocate((times.ends.length + 1) * PAIR);
    kept.putLong(times.beginning).putLong(BEGINNING);
    for (int i = 0; i < times.ends.length; i++) {
      if (times.ends[i] > oldest) {
        kept.putLong(times.ends[i]).putLong(times.millis[i]);
      }
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, Arrays.copyOf(kept.array(), kept.position()));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void append(long offset, long millis) throws IOException {
    byte[] pair = ByteBuffer.allocate(PAIR).putLong(offset).putLong(millis).array();
    Files.write(file, pair, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
