package np.edge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** An HTTP/2 client made of a bare socket: the test writes every frame (RFC 9113 section 4.1). */
final class FrameClient implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;

  static final int PROTOCOL_ERROR = 1;
  static final int COMPRESSION_ERROR = 9;
  static final int ENHANCE_YOUR_CALM = 11;

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;

  /** A frame as it is on the wire. */
  static final class Frame {
    private final int type;
    private final int flags;
    private final int stream;
    private final byte[] payload;

    Frame(int type, int flags, int stream, byte[] payload) {
      this.type = type;
      this.flags = flags;
      this.stream = stream;
      this.payload = payload;
    }

    int type() {
      return type;
    }

    int flags() {
      return flags;
    }

    int stream() {
      return stream;
    }

    byte[] payload() {
      return payload;
    }

    byte[] bytes() {
      ByteBuffer buffer = ByteBuffer.allocate(9 + payload.length);
      buffer.put((byte) (payload.length >> 16)).putShort((short) payload.length);
      buffer.put((byte) type).put((byte) flags).putInt(stream).put(payload);
      return buffer.array();
    }

    /** The first four bytes of the payload, at {@code offset}. */
    int number(int offset) {
      return ByteBuffer.wrap(payload).getInt(offset);
    }

    String text() {
      return new String(payload, StandardCharsets.US_ASCII);
    }

    boolean endsStream() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }
  }

  /** Opens a connection with these settings, each a number and its value. */
  FrameClient(int port, int... settings) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
    send(settings(settings));
  }

  static Frame settings(int... pairs) {
    ByteBuffer payload = ByteBuffer.allocate(pairs.length * 3);
    for (int i = 0; i < pairs.length; i += 2) {
      payload.putShort((short) pairs[i]).putInt(pairs[i + 1]);
    }
    return new Frame(SETTINGS, 0, 0, payload.array());
  }

  static Frame number(int type, int stream, int value) {
    return new Frame(type, 0, stream, ByteBuffer.allocate(4).putInt(value).array());
  }

  static Frame get(int stream, String path) {
    return new Frame(HEADERS, END_HEADERS | END_STREAM, stream, head("GET", path));
  }

  /** The head of a request whose body follows. */
  static Frame post(int stream, String path) {
    return new Frame(HEADERS, END_HEADERS, stream, head("POST", path));
  }

  /** Extended CONNECT (RFC 8441 section 4), with more fields, each a name and its value. */
  static Frame connect(int stream, String protocol, String path, String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(head("CONNECT", path));
    block.writeBytes(literal(0, ":protocol", protocol));
    for (int i = 0; i < fields.length; i += 2) {
      block.writeBytes(literal(0, fields[i], fields[i + 1]));
    }
    return new Frame(HEADERS, END_HEADERS, stream, block.toByteArray());
  }

  static Frame data(int stream, String text) {
    return new Frame(DATA, 0, stream, text.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] head(String method, String path) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(literal(0, ":method", method));
    block.writeBytes(literal(0, ":scheme", "http"));
    block.writeBytes(literal(0, ":authority", EdgeFixture.HOST));
    block.writeBytes(literal(0, ":path", path));
    return block.toByteArray();
  }

  /** A field with a new name (RFC 7541 section 6.2); {@code kind} is 0 or 0x40 to index it. */
  static byte[] literal(int kind, String name, String value) {
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    field.write(kind);
    text(field, name);
    text(field, value);
    return field.toByteArray();
  }

  private static void text(ByteArrayOutputStream field, String text) {
    int length = text.length();
    if (length < 127) {
      field.write(length);
    } else {
      field.write(127);
      for (length -= 127; length > 127; length >>= 7) {
        field.write((length & 127) | 128);
      }
      field.write(length);
    }
    field.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  FrameClient send(Frame... frames) throws IOException {
    for (Frame frame : frames) {
      out.write(frame.bytes());
    }
    return this;
  }

  /** Sends so many of these frames, or as many as the other side takes. */
  FrameClient flood(int count, IntFunction<Frame> frames) {
    try {
      for (int i = 0; i < count; i++) {
        out.write(frames.apply(i).bytes());
      }
    } catch (IOException e) {
      return this; // closed meanwhile, which the answers show
    }
    return this;
  }

  Frame read() throws IOException {
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    return new Frame(type, flags, stream, in.readNBytes(length));
  }

  /** Reads up to a frame of this type. */
  Frame await(int type) throws IOException {
    Frame frame = read();
    while (frame.type() != type) {
      frame = read();
    }
    return frame;
  }

  /** Reads so many bytes of bodies, in whatever pieces they come. */
  String text(int bytes) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < bytes) {
      text.append(await(DATA).text());
    }
    return text.toString();
  }

  /** Reads up to the end of a stream, however it ends, and returns its last frame. */
  Frame awaitEnd() throws IOException {
    Frame frame = read();
    while (frame.type() != RST_STREAM && !frame.endsStream()) {
      frame = read();
    }
    return frame;
  }

  /** Why the other side closed the connection, by its last GOAWAY; -1 when it said nothing. */
  int farewell() throws IOException {
    int error = -1;
    try {
      while (true) {
        Frame frame = read();
        if (frame.type() == GOAWAY) {
          error = frame.number(4);
        }
      }
    } catch (EOFException | java.net.SocketException e) {
      return error;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
