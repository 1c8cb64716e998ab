package np.edge.files;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import np.edge.http.BodySource;
import np.edge.http.Exchange;

/**
 * Compresses a file piece by piece, as fast as the client takes it. Each piece is made on a disk
 * thread and sent on the loop; there is never more than one.
 */
final class GzipPump implements BodySource {
  private final Exchange exchange;
  private final ByteBufAllocator allocator;
  private final Disk disk;
  private final GzipReader reader;
  private final Runnable atEnd;
  private boolean busy;
  private boolean ended;

  /** Takes over {@code file}; {@code atEnd} runs once, whatever happens. */
  GzipPump(Exchange exchange, Disk disk, FileChannel file, Runnable atEnd) {
    this.exchange = exchange;
    this.allocator = exchange.allocator();
    this.disk = disk;
    this.reader = new GzipReader(file);
    this.atEnd = atEnd;
  }

  /** Sends the first piece; the others follow. */
  void start() {
    exchange.answerer(this);
    resume();
  }

  @Override
  public void pause() {
    // before each piece it is looked whether there is room
  }

  @Override
  public void resume() {
    if (busy || ended || !exchange.isWritable()) {
      return;
    }
    busy = true;
    if (!disk.run(this::piece)) {
      busy = false;
      fail();
    }
  }

  @Override
  public void cancel() {
    if (!busy) {
      finish();
    }
  }

  /** Makes a piece, on a disk thread. */
  private void piece() {
    ByteBuf out = allocator.directBuffer();
    try {
      boolean more = reader.read(out);
      Disk.comeBack(exchange, () -> send(out, more), () -> drop(out));
    } catch (IOException e) {
      Disk.comeBack(exchange, () -> broken(out), () -> drop(out));
    }
  }

  private void send(ByteBuf out, boolean more) {
    busy = false;
    exchange.data(out, out.readableBytes());
    out.release();
    if (more) {
      exchange.flush();
      resume();
    } else {
      finish();
      exchange.end(null);
    }
  }

  private void broken(ByteBuf out) {
    drop(out);
    fail();
  }

  /** The client has left while a piece was made. */
  private void drop(ByteBuf out) {
    out.release();
    finish();
  }

  private void fail() {
    finish();
    exchange.abort();
  }

  private void finish() {
    if (!ended) {
      ended = true;
      reader.close();
      atEnd.run();
    }
  }
}
