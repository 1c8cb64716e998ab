package np.edge.files;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** The format of gzip (RFC 1952): one member, no name, no time. */
final class Gzip {
  /** Smaller files fit into one packet anyway. */
  static final int WORTHWHILE = 1024;

  static final int LEVEL = 6;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int PIECE = 8192;

  private Gzip() {}

  /** Compresses all of {@code plain}, whose position stays; the answer is a direct buffer. */
  static ByteBuffer compress(ByteBuffer plain) {
    Deflater deflater = new Deflater(LEVEL, true);
    ByteBuf out = Unpooled.buffer(plain.remaining() / 3 + HEADER.length);
    try {
      header(out);
      deflater.setInput(plain.duplicate());
      deflater.finish();
      byte[] piece = new byte[PIECE];
      while (!deflater.finished()) {
        out.writeBytes(piece, 0, deflater.deflate(piece));
      }
      CRC32 crc = new CRC32();
      crc.update(plain.duplicate());
      trailer(out, crc, plain.remaining());
      return ByteBuffer.allocateDirect(out.readableBytes()).put(out.nioBuffer()).flip();
    } finally {
      deflater.end();
    }
  }

  /** Appends what comes before the compressed bytes. */
  static void header(ByteBuf out) {
    out.writeBytes(HEADER);
  }

  /** Appends what comes after the compressed bytes. */
  static void trailer(ByteBuf out, CRC32 crc, long plainBytes) {
    out.writeIntLE((int) crc.getValue()).writeIntLE((int) plainBytes);
  }
}
