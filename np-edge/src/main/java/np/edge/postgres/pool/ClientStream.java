package np.edge.postgres.pool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import np.edge.postgres.pool.ServerState.Expected;
import np.edge.postgres.wire.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Translates what a client sends for whichever session it has at the moment: its statements get the
 * names that they have there, and are prepared where they are not yet. All else passes as it is,
 * without being copied.
 */
public final class ClientStream {
  private static final int HEADER = 5;
  private static final int MOST_BYTES = 0x3fffffff;
  private static final int MOST_TEXT = 4 << 20;
  private static final int MOST_NAMES = 512;
  private static final int READ_BYTES = 64 * 1024;
  private static final byte[] NOBODY = {'n', 'p', '?', 0};

  private final StatementNames names;
  private final Map<String, ParseText> statements = new HashMap<>();
  private final ClientTexts texts;
  private ByteBuf rest = Unpooled.EMPTY_BUFFER;
  private int passing;
  private boolean ended;

  /** Where the translation goes. */
  public interface Sink {
    /** The session; the same one until all is answered. */
    ServerState server();

    /** Takes bytes over, without sending them yet. */
    void write(ByteBuf bytes);

    ByteBufAllocator allocator();
  }

  /**
   * @param texts is shown the queries
   */
  public ClientStream(StatementNames names, ClientTexts texts) {
    this.names = names;
    this.texts = texts;
  }

  /** Whether the client has said goodbye; nothing behind that is translated. */
  public boolean isEnded() {
    return ended;
  }

  /** Whether the next byte begins a message. */
  public boolean isBetweenMessages() {
    return passing == 0 && !rest.isReadable();
  }

  /** The client's statements are gone in all sessions. */
  public void forget() {
    statements.clear();
  }

  /** Translates a buffer, which it takes over. */
  public void translate(ByteBuf buffer, Sink sink) throws RefusedException {
    ByteBuf in = buffer;
    if (rest.isReadable()) {
      in = sink.allocator().directBuffer(rest.readableBytes() + buffer.readableBytes());
      in.writeBytes(rest).writeBytes(buffer);
      rest.release();
      rest = Unpooled.EMPTY_BUFFER;
      buffer.release();
    }
    try {
      all(in, sink);
    } finally {
      if (in.isReadable() && !ended) {
        rest = in;
      } else {
        in.release();
      }
    }
  }

  /** Nothing more comes. */
  public void close() {
    rest.release();
    rest = Unpooled.EMPTY_BUFFER;
    ended = true;
  }

  private void all(ByteBuf in, Sink sink) throws RefusedException {
    int at = in.readerIndex();
    while (!ended) {
      int step = Math.min(passing, in.writerIndex() - at);
      at += step;
      passing -= step;
      int size = passing > 0 ? -1 : size(in, at);
      if (size < 0) {
        break;
      }
      if (in.writerIndex() - at - HEADER < needed(in.getByte(at), size)) {
        break;
      }
      at = message(in, at, size, sink);
    }
    pass(in, at, sink);
  }

  /** The size of the content of the message at {@code at}; negative while it is not known. */
  private static int size(ByteBuf in, int at) throws RefusedException {
    if (in.writerIndex() - at < HEADER) {
      return -1;
    }
    int size = in.getInt(at + 1) - Integer.BYTES;
    if (size < 0 || size > MOST_BYTES) {
      throw RefusedException.violation("invalid message length");
    }
    return size;
  }

  /** How much of a message must be there before it can be translated. */
  private static int needed(byte type, int size) throws RefusedException {
    return switch (type) {
      case 'P' -> {
        if (size > MOST_TEXT) {
          throw RefusedException.violation("statement too long for a pooled address");
        }
        yield size;
      }
      case 'Q' -> size <= READ_BYTES ? size : 0;
      case 'B', 'D', 'C' -> Math.min(size, MOST_NAMES);
      default -> 0;
    };
  }

  /** Sends what lies before {@code at} as it is. */
  private static void pass(ByteBuf in, int at, Sink sink) {
    int size = at - in.readerIndex();
    if (size > 0) {
      sink.write(in.readRetainedSlice(size));
    }
  }

  /** Takes one message; returns where the next begins, or where the rest of this one does. */
  private int message(ByteBuf in, int at, int size, Sink sink) throws RefusedException {
    int content = at + HEADER;
    switch (in.getByte(at)) {
      case 'P' -> {
        return parse(in, at, size, sink);
      }
      case 'B' -> {
        return bind(in, at, size, sink);
      }
      case 'D', 'C' -> {
        return named(in, at, size, sink);
      }
      case 'S' -> {
        sink.server().expect(Expected.SYNC);
        texts.sync();
      }
      case 'F' -> {
        sink.server().expect(Expected.QUERY);
        texts.sync();
      }
      case 'Q' -> {
        sink.server().expect(Expected.QUERY);
        texts.query(in, content, size <= READ_BYTES ? size : 0);
      }
      case 'X' -> {
        ended = true;
        return at;
      }
      default -> {}
    }
    passing = size;
    return content;
  }

  private int parse(ByteBuf in, int at, int size, Sink sink) throws RefusedException {
    int content = at + HEADER;
    int length = nameLength(in, content, size);
    String name = in.toString(content, length, StandardCharsets.ISO_8859_1);
    int tail = content + length + 1;
    int tailSize = size - length - 1;
    texts.parse(name, in, tail, tailSize);
    if (name.isEmpty()) {
      sink.server().expect(Expected.PARSE);
      passing = size;
      return content;
    }
    ParseText text = ParseText.of(in, tail, tailSize);
    statements.put(name, text);
    byte[] known = sink.server().prepared(text);
    byte[] called = known == null ? names.name(text) : new byte[1];
    sink.server()
        .expect(known == null ? new Expected(Expected.Kind.PARSE, text, called) : Expected.PARSE);
    pass(in, at, sink);
    sink.write(parseMessage(sink, called, text));
    in.readerIndex(content + size);
    return content + size;
  }

  private static ByteBuf parseMessage(Sink sink, byte[] name, ParseText text) {
    int size = name.length + text.bytes().length;
    return sink.allocator()
        .directBuffer(HEADER + size)
        .writeByte('P')
        .writeInt(Integer.BYTES + size)
        .writeBytes(name)
        .writeBytes(text.bytes());
  }

  private int bind(ByteBuf in, int at, int size, Sink sink) throws RefusedException {
    int content = at + HEADER;
    int portal = nameLength(in, content, size);
    int begin = content + portal + 1;
    int length = nameLength(in, begin, size - portal - 1);
    String name = in.toString(begin, length, StandardCharsets.ISO_8859_1);
    texts.bind(name);
    byte[] called = name.isEmpty() ? null : prepared(name, in, at, sink);
    if (called != null) {
      pass(in, at, sink);
      int more = called.length - length - 1;
      sink.write(
          sink.allocator()
              .directBuffer(HEADER + portal + 1 + called.length)
              .writeByte('B')
              .writeInt(Integer.BYTES + size + more)
              .writeBytes(in, content, portal + 1)
              .writeBytes(called));
      in.readerIndex(begin + length + 1);
      passing = size - portal - 1 - length - 1;
      return begin + length + 1;
    }
    passing = size;
    return content;
  }

  /** The name of a client's statement in the session, where it is prepared now if it was not. */
  private byte @Nullable [] prepared(String name, ByteBuf in, int at, Sink sink) {
    ParseText text = statements.get(name);
    if (text == null) {
      return name.startsWith(StatementNames.PREFIX) ? NOBODY : null;
    }
    byte[] known = sink.server().prepared(text);
    if (known != null) {
      return known;
    }
    byte[] called = names.name(text);
    pass(in, at, sink);
    sink.server().expect(new Expected(Expected.Kind.OWN_PARSE, text, called));
    sink.write(parseMessage(sink, called, text));
    return called;
  }

  /** Describe and Close: of a statement, or of a portal, which is the session's own. */
  private int named(ByteBuf in, int at, int size, Sink sink) throws RefusedException {
    int content = at + HEADER;
    byte type = in.getByte(at);
    if (size < 2 || in.getByte(content) != 'S' || in.getByte(content + 1) == 0) {
      passing = size;
      return content;
    }
    int length = nameLength(in, content + 1, size - 1);
    String name = in.toString(content + 1, length, StandardCharsets.ISO_8859_1);
    byte[] called = type == 'D' ? prepared(name, in, at, sink) : NOBODY;
    if (type == 'C') {
      statements.remove(name);
    }
    if (called == null) {
      passing = size;
      return content;
    }
    pass(in, at, sink);
    sink.write(
        sink.allocator()
            .directBuffer(HEADER + 1 + called.length)
            .writeByte(type)
            .writeInt(Integer.BYTES + 1 + called.length)
            .writeByte('S')
            .writeBytes(called));
    in.readerIndex(content + size);
    return content + size;
  }

  private static int nameLength(ByteBuf in, int at, int size) throws RefusedException {
    int length = in.bytesBefore(at, Math.min(size, in.writerIndex() - at), (byte) 0);
    if (length < 0) {
      throw RefusedException.violation("invalid message format");
    }
    return length;
  }
}
