package np.edge.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import np.edge.http.Deadline;
import np.edge.http.Exchange;
import np.edge.http.LoopContext;
import np.edge.http.Pages;
import np.edge.http.Peer;
import np.edge.http.Unawaited;
import np.edge.wire.BodySink;
import np.edge.wire.HeaderBlock;
import np.edge.wire.Http2Heads;
import np.edge.wire.RequestHead;
import np.edge.wire.ResponseHead;
import np.edge.wire.WebSocketKey;
import org.jspecify.annotations.Nullable;

/** A request in HTTP/2 and its response on the same stream. */
final class Http2Exchange extends Exchange {
  private final Channel stream;
  private final boolean headOnly;
  private final Deadline deadline =
      new Deadline() {
        @Override
        protected void expired() {
          if (isEnded()) {
            restExpired();
          } else {
            abort();
          }
        }
      };
  private boolean bodiless;
  private boolean requestEnded;
  private boolean tunnel;
  private long restToSend;
  private @Nullable BodySink sink;

  Http2Exchange(LoopContext context, Peer peer, RequestHead request, Channel stream) {
    super(context, peer, request);
    this.stream = stream;
    this.headOnly = request.isMethod("HEAD");
    this.requestEnded = !request.hasBody() && !request.isWebSocket();
  }

  @Override
  public ByteBufAllocator allocator() {
    return stream.alloc();
  }

  @Override
  public String protocol() {
    return "HTTP/2.0";
  }

  @Override
  public void respond(ResponseHead head) {
    if (isEnded()) {
      return;
    } else if (request().isWebSocket() && head.status() / 100 == 2) {
      notSwitched(); // which the client would take for a tunnel
      return;
    }
    noteAnswer(head.status());
    bodiless = headOnly || !head.mayHaveBody() || head.framing().length() == 0;
    write(new DefaultHttp2HeadersFrame(Http2Heads.write(head, requestId()), bodiless));
  }

  @Override
  public void interim(ResponseHead head) {
    if (!isEnded() && !isAnswered()) {
      write(new DefaultHttp2HeadersFrame(Http2Heads.write(head, requestId()), false));
      stream.flush();
    }
  }

  @Override
  public void upgrade(ResponseHead head) {
    if (isEnded()) {
      return;
    } else if (!WebSocketKey.of(requestId()).isProvenBy(head)) {
      notSwitched();
      return;
    }
    noteAnswer(200); // RFC 8441 section 5: there is no 101 in HTTP/2
    tunnel = true;
    write(new DefaultHttp2HeadersFrame(Http2Heads.writeTunnel(head, requestId()), false));
    stream.flush();
  }

  private void notSwitched() {
    answerer().cancel();
    Pages.answer(this, 502, "the app did not switch to WebSocket");
  }

  @Override
  public void data(ByteBuf source, int size) {
    if (isEnded() || bodiless) {
      source.skipBytes(size);
      return;
    }
    noteOut(size);
    write(new DefaultHttp2DataFrame(source.readRetainedSlice(size)));
  }

  @Override
  public void flush() {
    if (!isEnded()) {
      stream.flush();
    }
  }

  @Override
  public void end(@Nullable HeaderBlock trailers) {
    if (isEnded()) {
      return;
    }
    if (!bodiless) {
      writeLast(trailers);
    } else if (!requestEnded) {
      reset(Http2Error.NO_ERROR);
    }
    over();
    stream.flush();
    awaitRest();
  }

  private void writeLast(@Nullable HeaderBlock trailers) {
    boolean stopsClient = !requestEnded;
    Object last =
        trailers == null
            ? new DefaultHttp2DataFrame(Unpooled.EMPTY_BUFFER, true)
            : new DefaultHttp2HeadersFrame(Http2Heads.writeTrailers(trailers), true);
    stream
        .write(last)
        .addListener(
            sent -> {
              // RFC 9113 section 8.1: a complete response may ask the client to stop sending.
              if (stopsClient && sent.isSuccess()) {
                reset(Http2Error.NO_ERROR);
              }
            });
  }

  @Override
  public void abort() {
    if (!isEnded()) {
      answerer().cancel();
      over();
      giveUp(Http2Error.INTERNAL_ERROR);
    }
  }

  /** The client may take its time for the rest of the response, but must go on taking of it. */
  private void awaitRest() {
    if (stream.isOpen()) {
      restToSend = toSend();
      context().deadlines().set(deadline, context().limits().body(), System.nanoTime());
    }
  }

  private void restExpired() {
    if (toSend() < restToSend) {
      awaitRest();
    } else {
      giveUp(Http2Error.CANCEL);
    }
  }

  /** Grows with what waits for room at the client; not its number of bytes. */
  private long toSend() {
    return stream.bytesBeforeWritable() - stream.bytesBeforeUnwritable();
  }

  private void over() {
    context().deadlines().remove(deadline);
    sink = null;
    finish();
  }

  /** The client is gone, or wants no answer any more. */
  void lost() {
    if (!isEnded()) {
      answerer().cancel();
      over();
    }
    context().deadlines().remove(deadline);
  }

  /** A part of the request body has come. */
  void content(ByteBuf piece, boolean last) {
    BodySink current = sink;
    int size = piece.readableBytes();
    noteIn(size);
    requestEnded |= last;
    if (isEnded() || current == null) {
      return;
    }
    current.data(piece, size);
    if (last) {
      sink = null;
      context().deadlines().clear(deadline);
      current.end(null);
    } else {
      await();
    }
  }

  /** Nothing more of the body is there for the moment. */
  void contentFlush() {
    BodySink current = sink;
    if (current != null) {
      current.flush();
    }
  }

  /** Tells the answerer how the stream's room has changed. */
  void roomChanged() {
    if (isEnded()) {
      return;
    } else if (isWritable()) {
      context().deadlines().clear(deadline);
      answerer().resume();
    } else {
      await();
      answerer().pause();
    }
  }

  /** A tunnel may be silent for as long as it likes. */
  private void await() {
    if (!isEnded() && !tunnel) {
      context().deadlines().set(deadline, context().limits().body(), System.nanoTime());
    }
  }

  @Override
  public boolean isWritable() {
    return stream.isWritable();
  }

  @Override
  public void receive(BodySink taker) {
    if (!isEnded()) {
      sink = taker;
      await();
      stream.config().setAutoRead(true);
      taker.flush();
    }
  }

  @Override
  public void pause() {
    if (!isEnded()) {
      stream.config().setAutoRead(false);
      context().deadlines().clear(deadline);
    }
  }

  @Override
  public void resume() {
    if (!isEnded() && sink != null) {
      await();
      stream.config().setAutoRead(true);
    }
  }

  @Override
  public void cancel() {
    abort();
  }

  private void write(Object frame) {
    Unawaited.write(stream, frame);
  }

  /** Ends the stream even when the client reads nothing at all. */
  private void giveUp(Http2Error error) {
    reset(error);
    Unawaited.close(stream);
  }

  private void reset(Http2Error error) {
    Unawaited.send(stream, new DefaultHttp2ResetFrame(error));
  }
}
