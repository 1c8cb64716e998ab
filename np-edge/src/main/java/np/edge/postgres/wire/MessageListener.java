package np.edge.postgres.wire;

import io.netty.buffer.ByteBuf;

/** Is told by a {@link MessageScanner} which messages pass. */
public interface MessageListener {

  /**
   * Whether the content of a message is of interest. It is kept until it is complete, so only of
   * small ones.
   *
   * @param size of its content in bytes
   */
  boolean wants(byte type, int size);

  /** The header of a message whose content is of no interest has passed. */
  void passed(byte type);

  /**
   * The content of a message that is of interest: {@code size} bytes from {@code at}. The last of
   * them are about to pass.
   */
  void content(byte type, ByteBuf in, int at, int size);
}
