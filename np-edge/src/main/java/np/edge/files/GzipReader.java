package np.edge.files;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Reads a file as one gzip member (RFC 1952), piece by piece. Used by one thread at a time. */
final class GzipReader implements AutoCloseable {
  private static final int PIECE = 64 * 1024;

  private final FileChannel file;
  private final Deflater deflater = new Deflater(Gzip.LEVEL, true);
  private final CRC32 crc = new CRC32();
  private final ByteBuffer plain = ByteBuffer.allocate(PIECE);
  private final byte[] compressed = new byte[8192];
  private long read;
  private boolean begun;

  /** Takes over {@code file}. */
  GzipReader(FileChannel file) {
    this.file = file;
  }

  /** Appends the next piece; false when it was the last. */
  boolean read(ByteBuf out) throws IOException {
    if (!begun) {
      begun = true;
      Gzip.header(out);
    }
    int size = file.read(plain.clear());
    if (size < 0) {
      deflater.finish();
    } else {
      read += size;
      crc.update(plain.array(), 0, size);
      deflater.setInput(plain.array(), 0, size);
    }
    drain(out);
    if (deflater.finished()) {
      Gzip.trailer(out, crc, read);
      return false;
    }
    return true;
  }

  private void drain(ByteBuf out) {
    while (true) {
      int size = deflater.deflate(compressed);
      if (size == 0) {
        return;
      }
      out.writeBytes(compressed, 0, size);
    }
  }

  @Override
  public void close() {
    deflater.end();
    Bodies.close(file);
  }
}
