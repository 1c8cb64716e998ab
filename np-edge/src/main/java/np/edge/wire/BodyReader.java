package np.edge.wire;

import io.netty.buffer.ByteBuf;

/**
 * Finds where a body of HTTP/1.1 ends (RFC 9112 section 6.3) and hands its content on. Takes the
 * chunked coding without chunk extensions: nobody needs them, and programs disagree about them.
 */
public final class BodyReader {
  private static final int MAX_TRAILERS = 8192;
  private static final int MAX_SIZE_DIGITS = 15;

  private enum State {
    ENDED,
    LENGTH,
    UNTIL_CLOSE,
    SIZE,
    SIZE_LF,
    CHUNK,
    CHUNK_CR,
    CHUNK_LF,
    TRAILERS
  }

  private State state = State.ENDED;
  private long left;
  private int digits;
  private final HeadReader trailerReader = new HeadReader(MAX_TRAILERS);
  private final HeaderBlock trailers = new HeaderBlock();

  /** Begins the body of a request: one of no length is empty (RFC 9112 section 6.3). */
  public void startRequest(Framing framing) {
    if (framing.chunked()) {
      startChunked();
    } else {
      startLength(Math.max(0, framing.length()));
    }
  }

  /** Begins a body of known length. */
  public void startLength(long length) {
    left = length;
    state = length == 0 ? State.ENDED : State.LENGTH;
  }

  /** Begins a chunked body. */
  public void startChunked() {
    left = 0;
    digits = 0;
    state = State.SIZE;
  }

  /** Begins a body that ends with its connection. */
  public void startUntilClose() {
    state = State.UNTIL_CLOSE;
  }

  /** Whether the body is complete. */
  public boolean isEnded() {
    return state == State.ENDED;
  }

  /** Whether the body is complete when its connection ends here. */
  public boolean endsWithConnection() {
    return state == State.UNTIL_CLOSE;
  }

  /**
   * Takes from {@code in} what belongs to the body and gives the content to {@code sink}; calls
   * {@link BodySink#end} when the body has become complete, but never {@link BodySink#flush}.
   */
  public void read(ByteBuf in, BodySink sink) throws MalformedException {
    while (in.isReadable() && state != State.ENDED) {
      switch (state) {
        case LENGTH -> content(in, sink, State.ENDED);
        case CHUNK -> content(in, sink, State.CHUNK_CR);
        case UNTIL_CLOSE -> sink.data(in, in.readableBytes());
        case SIZE -> size(in);
        case SIZE_LF -> sizeEnd(in);
        case CHUNK_CR -> expect(in, '\r', State.CHUNK_LF);
        case CHUNK_LF -> chunkEnd(in);
        case TRAILERS -> trailers(in, sink);
        case ENDED -> throw new IllegalStateException("the body has ended");
      }
    }
  }

  private void content(ByteBuf in, BodySink sink, State next) {
    int size = (int) Math.min(left, in.readableBytes());
    left -= size;
    sink.data(in, size);
    if (left == 0) {
      state = next;
      if (next == State.ENDED) {
        sink.end(null);
      }
    }
  }

  private void size(ByteBuf in) throws MalformedException {
    byte c = in.readByte();
    int digit = Grammar.hex(c);
    if (digit >= 0 && digits < MAX_SIZE_DIGITS) {
      left = left << 4 | digit;
      digits++;
    } else if (c == '\r' && digits > 0) {
      state = State.SIZE_LF;
    } else {
      throw new MalformedException(400, "a chunk size is malformed");
    }
  }

  private void sizeEnd(ByteBuf in) throws MalformedException {
    expect(in, '\n', State.CHUNK);
    if (left == 0) {
      trailers.clear();
      trailerReader.reset();
      state = State.TRAILERS;
    }
  }

  private void chunkEnd(ByteBuf in) throws MalformedException {
    expect(in, '\n', State.SIZE);
    digits = 0;
  }

  private void expect(ByteBuf in, char wanted, State next) throws MalformedException {
    if (in.readByte() != wanted) {
      throw new MalformedException(400, "the chunked coding is broken");
    }
    state = next;
  }

  private void trailers(ByteBuf in, BodySink sink) throws MalformedException {
    if (trailerReader.read(in, trailers)) {
      FieldParser.parse(trailers, 0);
      state = State.ENDED;
      sink.end(trailers.count() == 0 ? null : trailers);
    }
  }
}
