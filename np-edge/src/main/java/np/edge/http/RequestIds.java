package np.edge.http;

import io.netty.util.AsciiString;

/** Makes request ids of 32 hexadecimal digits, never the same twice; one maker per event loop. */
final class RequestIds {
  static final int LENGTH = 32;
  private static final byte[] HEX =
      "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final long origin;
  private long counter;

  /** Makes ids that differ from those of every maker with another origin. */
  RequestIds(long origin) {
    this.origin = origin;
  }

  /** The next id. */
  AsciiString next() {
    byte[] digits = new byte[LENGTH];
    write(origin, digits, 0);
    write(scatter(++counter), digits, 16);
    return new AsciiString(digits, false);
  }

  /** SplitMix64's finaliser: one to one, so that ids stay distinct and look random. */
  private static long scatter(long value) {
    long z = value * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static void write(long value, byte[] digits, int at) {
    for (int i = 0; i < 16; i++) {
      digits[at + i] = HEX[(int) (value >>> (60 - 4 * i)) & 15];
    }
  }
}
