package np.local.link;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One connection over a unix domain socket: one JSON object a line, in both directions. */
final class LinkConnection implements AutoCloseable {
  private static final JsonMapper MAPPER = ModelJson.mapper(ModelJson.SecretForm.plain());
  private static final int LONGEST_LINE = 64 << 20;
  private static final int BUFFER = 16 << 10;

  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).flip();
  private final ReentrantLock writing = new ReentrantLock();

  LinkConnection(SocketChannel channel) {
    this.channel = channel;
  }

  static LinkConnection open(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new LinkConnection(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Sends a line; a connection that is broken is closed, which its reader notices. */
  void send(Object line) {
    byte[] bytes = (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    writing.lock();
    try {
      ByteBuffer out = ByteBuffer.wrap(bytes);
      while (out.hasRemaining()) {
        channel.write(out);
      }
    } catch (IOException e) {
      close();
    } finally {
      writing.unlock();
    }
  }

  /**
   * The next line.
   *
   * @throws EOFException when the other end has closed
   */
  <T> T receive(Class<T> type) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = read(); next != '\n'; next = read()) {
      if (line.size() >= LONGEST_LINE) {
        throw new IOException("a line is longer than " + LONGEST_LINE + " bytes");
      }
      line.write(next);
    }
    try {
      return MAPPER.readValue(line.toByteArray(), type);
    } catch (JacksonException e) {
      throw new IOException("a line is not understood: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Sends bytes as one frame: their number, then they.
   *
   * @throws IOException when the connection is broken
   */
  void sendFrame(ByteBuffer frame) throws IOException {
    int length = frame.remaining();
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + length).putInt(length).put(frame).flip();
    writing.lock();
    try {
      while (out.hasRemaining()) {
        channel.write(out);
      }
    } finally {
      writing.unlock();
    }
  }

  /**
   * The next frame.
   *
   * @param longest the most bytes that it may have
   * @throws EOFException when the other end has closed
   */
  ByteBuffer receiveFrame(int longest) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(Integer.BYTES);
    fill(head);
    int length = head.getInt();
    if (length < 0 || length > longest) {
      throw new IOException("a frame of " + length + " bytes is not within " + longest);
    }
    ByteBuffer frame = ByteBuffer.allocate(length);
    fill(frame);
    return frame;
  }

  private void fill(ByteBuffer target) throws IOException {
    while (target.hasRemaining()) {
      target.put((byte) read());
      int count = Math.min(buffer.remaining(), target.remaining());
      target.put(buffer.slice(buffer.position(), count));
      buffer.position(buffer.position() + count);
    }
    target.flip();
  }

  private int read() throws IOException {
    if (!buffer.hasRemaining()) {
      buffer.clear();
      int count = channel.read(buffer);
      buffer.flip();
      if (count < 0) {
        throw new EOFException("the other end has closed");
      }
    }
    return buffer.get() & 0xff;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
