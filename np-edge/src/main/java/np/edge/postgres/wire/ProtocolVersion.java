package np.edge.postgres.wire;

/**
 * A version of the protocol.
 *
 * @param number the major one in the upper 16 bits, the minor one in the lower
 */
public record ProtocolVersion(int number) {
  public static final ProtocolVersion V3_0 = new ProtocolVersion(3 << 16);

  /** The newest, since PostgreSQL 18: keys for cancelling are longer, the rest is the same. */
  public static final ProtocolVersion V3_2 = new ProtocolVersion((3 << 16) | 2);

  public int major() {
    return number >>> 16;
  }

  public int minor() {
    return number & 0xffff;
  }

  /** The newest version that both know when a client of version 3 asks for this one. */
  public ProtocolVersion agreed() {
    return minor() >= V3_2.minor() ? V3_2 : V3_0;
  }
}
