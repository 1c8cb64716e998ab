package np.edge.http;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Sends a part of a file piece by piece, as fast as the client takes it. */
final class FilePump implements BodySource {
  private static final int PIECE = 64 * 1024;

  private final Exchange exchange;
  private final FileChannel file;
  private long at;
  private long left;
  private boolean pumping;
  private boolean done;

  FilePump(Exchange exchange, FileChannel file, long offset, long length) {
    this.exchange = exchange;
    this.file = file;
    this.at = offset;
    this.left = length;
  }

  @Override
  public void pause() {
    // the pump looks for itself
  }

  @Override
  public void resume() {
    if (pumping || done) {
      return;
    }
    pumping = true;
    try {
      while (left > 0 && exchange.isWritable() && !exchange.isEnded()) {
        while (left > 0 && exchange.isWritable()) {
          piece();
        }
        exchange.flush();
      }
      endIfAllSent();
    } catch (IOException e) {
      cancel();
      exchange.abort();
    } finally {
      pumping = false;
    }
  }

  private void piece() throws IOException {
    int size = (int) Math.min(left, PIECE);
    ByteBuf buffer = exchange.allocator().directBuffer(size);
    try {
      int read = buffer.writeBytes(file, at, size);
      if (read <= 0) {
        throw new IOException("the file has become shorter");
      }
      at += read;
      left -= read;
      exchange.data(buffer, read);
    } finally {
      buffer.release();
    }
  }

  private void endIfAllSent() throws IOException {
    if (left == 0 && !done) {
      done = true;
      file.close();
      exchange.end(null);
    }
  }

  @Override
  public void cancel() {
    done = true;
    try {
      file.close();
    } catch (IOException e) {
      left = 0; // closing after reading loses nothing
    }
  }
}
