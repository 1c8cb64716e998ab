package np.edge.postgres.wire;

/** What a client may begin with: a packet without a type (section 54.2.1). */
public sealed interface FirstPacket {

  /** May we go on with TLS? */
  record TlsRequest() implements FirstPacket {}

  /** May we go on with GSSAPI encryption? */
  record GssRequest() implements FirstPacket {}

  /**
   * Cancels what another connection does.
   *
   * @param process and
   * @param secret as that connection was told them, 4 to 256 bytes
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Cancel(int process, byte[] secret) implements FirstPacket {}

  /** Wants a session. */
  record Startup(StartupMessage message) implements FirstPacket {}
}
