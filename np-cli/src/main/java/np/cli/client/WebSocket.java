package np.cli.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The client's side of a WebSocket after the handshake (RFC 6455 section 5), as far as np's API
 * needs it: whole messages, no extensions. Pings are answered while somebody receives.
 */
final class WebSocket implements AutoCloseable {
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;

  private static final int CONTINUATION = 0;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int LAST = 0x80;
  private static final int MASKED = 0x80;
  private static final int MOST_BYTES = 256 << 10;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param in of the socket, behind the handshake
   */
  WebSocket(Socket socket, InputStream in) throws IOException {
    this.socket = socket;
    this.in = in;
    this.out = socket.getOutputStream();
  }

  /**
   * A message.
   *
   * @param kind {@link #TEXT}, {@link #BINARY} or {@link #CLOSE}, after which nothing comes
   */
  record Message(int kind, ByteBuffer bytes) {
    String text() {
      return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
  }

  void send(String text) throws IOException {
    send(TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  void send(ByteBuffer bytes) throws IOException {
    send(BINARY, bytes);
  }

  /**
   * Waits for the next message.
   *
   * @throws IOException when the connection is lost or nothing is heard of the server for too long
   */
  Message receive() throws IOException {
    int kind = CONTINUATION;
    ByteBuffer whole = ByteBuffer.allocate(0);
    while (true) {
      int first = read();
      int opcode = first & 0x0f;
      ByteBuffer payload = payload(whole.remaining());
      if (opcode == PING) {
        send(PONG, payload);
      } else if (opcode == CLOSE) {
        return new Message(CLOSE, payload);
      } else if (opcode != PONG) {
        kind = opcode == CONTINUATION ? kind : opcode;
        whole = join(whole, payload);
        if ((first & LAST) != 0) {
          return new Message(kind, whole);
        }
      }
    }
  }

  private ByteBuffer payload(int before) throws IOException {
    int size = read();
    long length =
        switch (size) {
          case 126 -> number(2);
          case 127 -> number(8);
          default -> size;
        };
    if (size >= MASKED || length < 0 || length + before > MOST_BYTES) {
      throw new IOException("the server does not speak as RFC 6455 wants it");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended in the middle of a message");
    }
    return ByteBuffer.wrap(bytes);
  }

  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | read();
    }
    return number;
  }

  private int read() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the server has hung up");
    }
    return next;
  }

  private static ByteBuffer join(ByteBuffer one, ByteBuffer other) {
    return one.hasRemaining()
        ? ByteBuffer.allocate(one.remaining() + other.remaining()).put(one).put(other).flip()
        : other;
  }

  /** In one piece, so that nothing of another thread's gets in between. */
  private synchronized void send(int opcode, ByteBuffer payload) throws IOException {
    int length = payload.remaining();
    ByteBuffer frame = ByteBuffer.allocate(14 + length);
    frame.put((byte) (LAST | opcode));
    if (length < 126) {
      frame.put((byte) (MASKED | length));
    } else if (length <= 0xffff) {
      frame.put((byte) (MASKED | 126)).putShort((short) length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(length);
    }
    byte[] mask = new byte[4];
    random.nextBytes(mask);
    frame.put(mask);
    for (int i = 0; payload.hasRemaining(); i++) {
      frame.put((byte) (payload.get() ^ mask[i & 3]));
    }
    out.write(frame.array(), 0, frame.position());
    out.flush();
  }

  /** Says goodbye, if that is still possible, and hangs up. */
  @Override
  public void close() {
    try (socket) {
      send(CLOSE, ByteBuffer.allocate(2).putShort((short) 1000).flip());
    } catch (IOException e) {
      // The other side has gone first.
    }
  }
}
