package np.edge.files;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
import np.edge.files.Variant.Body;
import np.edge.http.Exchange;
import np.edge.http.Pages;
import np.edge.wire.ResponseHead;

/** Sends bodies once it is decided which. */
final class Bodies {
  private final ResourceReader reader;
  private final Disk disk;
  private final int maxDeflating;
  private final AtomicInteger deflating = new AtomicInteger();

  Bodies(ResourceReader reader, Disk disk, int maxDeflating) {
    this.reader = reader;
    this.disk = disk;
    this.maxDeflating = maxDeflating;
  }

  /** What was made ready away from the loop: it is sent there, or dropped anywhere. */
  private record Ready(Runnable send, Runnable drop) {}

  /** Makes something ready; blocks. */
  private interface Preparation {
    Ready prepare() throws IOException;
  }

  /** Whether one more file may be compressed on the way. */
  boolean mayDeflate() {
    return deflating.get() < maxDeflating;
  }

  /** Answers with a part of a variant. */
  void send(Exchange exchange, ResponseHead head, Body body, ByteRange range) {
    switch (body) {
      case Body.Memory memory ->
          send(exchange, head, memory.open().slice((int) range.first(), (int) range.length()));
      case Body.OnDisk file ->
          prepare(
              exchange,
              () -> {
                FileChannel opened = reader.open(file.place());
                return new Ready(
                    () -> {
                      exchange.respond(head);
                      exchange.file(opened, range.first(), range.length());
                    },
                    () -> close(opened));
              });
      case Body.Deflated file -> throw new IllegalArgumentException("this has no parts");
    }
  }

  /** Answers with several parts of a variant. */
  void send(Exchange exchange, ResponseHead head, Body body, Multipart parts) {
    ByteBufAllocator allocator = exchange.allocator();
    switch (body) {
      case Body.Memory memory -> {
        ByteBuf all = memory.open();
        send(exchange, head, parts.body(allocator, (range, out) -> copy(all, range, out)));
      }
      case Body.OnDisk file ->
          prepare(
              exchange,
              () -> {
                try (FileChannel opened = reader.open(file.place())) {
                  ByteBuf out = parts.body(allocator, (range, into) -> copy(opened, range, into));
                  return new Ready(() -> send(exchange, head, out), out::release);
                }
              });
      case Body.Deflated file -> throw new IllegalArgumentException("this has no parts");
    }
  }

  /** Answers with a file that is compressed on the way. */
  void deflate(Exchange exchange, ResponseHead head, Place place) {
    prepare(
        exchange,
        () -> {
          FileChannel opened = reader.open(place);
          return new Ready(
              () -> {
                deflating.incrementAndGet();
                exchange.respond(head);
                new GzipPump(exchange, disk, opened, deflating::decrementAndGet).start();
              },
              () -> close(opened));
        });
  }

  private void prepare(Exchange exchange, Preparation preparation) {
    boolean taken =
        disk.run(
            () -> {
              try {
                Ready ready = preparation.prepare();
                Disk.comeBack(exchange, ready.send, ready.drop);
              } catch (IOException | UncheckedIOException e) {
                Disk.comeBack(
                    exchange,
                    () -> Pages.answer(exchange, 500, "a file could not be read"),
                    () -> {});
              }
            });
    if (!taken) {
      Pages.answer(exchange, 503, "too many files are being read");
    }
  }

  /** Answers with {@code bytes}, and releases them. */
  private static void send(Exchange exchange, ResponseHead head, ByteBuf bytes) {
    try {
      exchange.respond(head);
      exchange.data(bytes, bytes.readableBytes());
      exchange.end(null);
    } finally {
      bytes.release();
    }
  }

  private static void copy(ByteBuf all, ByteRange range, ByteBuf out) {
    out.writeBytes(all, (int) range.first(), (int) range.length());
  }

  private static void copy(FileChannel file, ByteRange range, ByteBuf out) {
    try {
      int left = (int) range.length();
      while (left > 0) {
        int read = out.writeBytes(file, range.last() + 1 - left, left);
        if (read < 0) {
          throw new EOFException("the file has become shorter");
        }
        left -= read;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void close(FileChannel file) {
    try {
      file.close();
    } catch (IOException e) {
      // nothing was written: there is nothing to lose
    }
  }
}
