package np.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import np.server.RawHttp;
import np.server.TestClient;

/**
 * A WebSocket's client that does what no library would: it answers no ping, and it reads only when
 * it is told to (RFC 6455 section 5).
 */
final class RawSocket implements AutoCloseable {
  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_BINARY = 0x82;
  private static final int FINAL_CLOSE = 0x88;
  private static final int MASKED = 0x80;
  private static final int LONG_LENGTH = 127;
  private static final int SHORT_LENGTH = 126;

  private final Socket socket;
  private final DataInputStream in;

  RawSocket(TestClient client, String path) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), client.port());
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
    String request = RawHttp.get(client.port(), path, client.upgrading().headers());
    write(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends a text of less than 126 bytes, masked with zeros. */
  void say(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    write(new byte[] {(byte) FINAL_TEXT, (byte) (MASKED | bytes.length), 0, 0, 0, 0});
    write(bytes);
  }

  /** Sends a binary message of so many zeros, masked with zeros. */
  void zeros(int bytes) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(2 + Long.BYTES + Integer.BYTES + bytes);
    frame.put((byte) FINAL_BINARY).put((byte) (MASKED | LONG_LENGTH)).putLong(bytes);
    write(frame.array());
  }

  /** The status code that the server closes with, whatever it says before. */
  int closed() throws IOException {
    assertThat(answerLine()).isEqualTo("HTTP/1.1 101 Switching Protocols");
    while (!answerLine().isEmpty()) {
      // the headers
    }
    while (in.readUnsignedByte() != FINAL_CLOSE) {
      in.skipNBytes(length());
    }
    in.readUnsignedByte();
    return in.readUnsignedShort();
  }

  private long length() throws IOException {
    int length = in.readUnsignedByte();
    return switch (length) {
      case SHORT_LENGTH -> in.readUnsignedShort();
      case LONG_LENGTH -> in.readLong();
      default -> length;
    };
  }

  private String answerLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private void write(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
