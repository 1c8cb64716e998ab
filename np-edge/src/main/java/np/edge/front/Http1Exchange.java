package np.edge.front;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultFileRegion;
import java.nio.channels.FileChannel;
import np.edge.http.Exchange;
import np.edge.http.LoopContext;
import np.edge.http.Peer;
import np.edge.wire.BodySink;
import np.edge.wire.Field;
import np.edge.wire.HeadWriter;
import np.edge.wire.HeaderBlock;
import np.edge.wire.RequestHead;
import np.edge.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/** A request in HTTP/1.1 or HTTP/1.0 and its response on the same connection. */
final class Http1Exchange extends Exchange {

  /** How the body is written. */
  private enum Coding {
    /** Dropped: the request was HEAD, or the status has none. */
    NONE,
    /** As it is. */
    PLAIN,
    CHUNKED
  }

  private final Http1Connection connection;
  private final boolean http10;
  private final boolean headOnly;
  private Coding coding = Coding.NONE;
  private boolean closes;

  Http1Exchange(LoopContext context, Peer peer, RequestHead request, Http1Connection connection) {
    super(context, peer, request);
    this.connection = connection;
    this.http10 = request.minor() == 0;
    this.headOnly = request.isMethod("HEAD");
    this.closes = http10 ? !request.framing().keepAlive() : request.framing().close();
  }

  @Override
  public ByteBufAllocator allocator() {
    return connection.channel().alloc();
  }

  @Override
  public String protocol() {
    return http10 ? "HTTP/1.0" : "HTTP/1.1";
  }

  @Override
  public void respond(ResponseHead head) {
    if (isEnded()) {
      return;
    }
    noteAnswer(head.status());
    closes |= connection.isClosing();
    ByteBuf out = connection.out().buffer();
    startLine(out, head);
    coding(out, head);
    if (closes) {
      out.writeBytes(Http1Bytes.CLOSE);
    } else if (http10) {
      out.writeBytes(Http1Bytes.KEEP_ALIVE);
    }
    out.writeBytes(Http1Bytes.LINE_END);
  }

  private void startLine(ByteBuf out, ResponseHead head) {
    out.writeBytes(Http1Bytes.VERSION);
    HeadWriter.statusLine(out, head);
    out.writeBytes(Http1Bytes.LINE_END);
    HeadWriter.responseFields(out, head);
    out.writeBytes(Http1Bytes.REQUEST_ID).writeBytes(requestId().array());
    out.writeBytes(Http1Bytes.LINE_END);
  }

  private void coding(ByteBuf out, ResponseHead head) {
    if (headOnly || !head.mayHaveBody()) {
      coding = Coding.NONE;
    } else if (head.framing().length() >= 0) {
      coding = Coding.PLAIN;
      if (head.framing().length() == 0 && head.header(Field.CONTENT_LENGTH) == null) {
        out.writeBytes(Http1Bytes.EMPTY);
      }
    } else if (http10) {
      coding = Coding.PLAIN;
      closes = true;
    } else {
      coding = Coding.CHUNKED;
      out.writeBytes(Http1Bytes.CHUNKED);
    }
  }

  @Override
  public void interim(ResponseHead head) {
    if (!isEnded() && !isAnswered() && !http10) {
      ByteBuf out = connection.out().buffer();
      startLine(out, head);
      out.writeBytes(Http1Bytes.LINE_END);
      connection.out().flush();
    }
  }

  @Override
  public void upgrade(ResponseHead head) {
    if (isEnded()) {
      return;
    }
    noteAnswer(101);
    coding = Coding.PLAIN;
    closes = true;
    ByteBuf out = connection.out().buffer();
    startLine(out, head);
    out.writeBytes(Http1Bytes.UPGRADE).writeBytes(Http1Bytes.LINE_END);
    connection.out().flush();
    connection.becomeTunnel();
  }

  @Override
  public void data(ByteBuf source, int size) {
    if (isEnded() || coding == Coding.NONE || size == 0) {
      source.skipBytes(size);
      return;
    }
    noteOut(size);
    if (coding == Coding.CHUNKED) {
      connection.out().chunk(source, size);
    } else {
      connection.out().data(source, size);
    }
  }

  @Override
  public void flush() {
    if (!isEnded()) {
      connection.out().flush();
    }
  }

  @Override
  public void end(@Nullable HeaderBlock trailers) {
    if (isEnded()) {
      return;
    }
    if (coding == Coding.CHUNKED) {
      connection.out().buffer().writeBytes(Http1Bytes.LAST_CHUNK);
      if (trailers != null) {
        HeadWriter.trailers(connection.out().buffer(), trailers);
      }
      connection.out().endLine();
    }
    finish();
    connection.exchangeEnded(this);
  }

  /** Whether the connection ends after it. */
  boolean isLast() {
    return closes;
  }

  @Override
  public void file(FileChannel file, long offset, long length) {
    if (isEnded() || coding == Coding.NONE) {
      super.file(file, offset, 0);
    } else if (peer().scheme() == Peer.Scheme.HTTPS) {
      super.file(file, offset, length);
    } else {
      noteOut(length);
      send(new DefaultFileRegion(file, offset, length));
    }
  }

  /** The kernel copies it into the socket. */
  private void send(DefaultFileRegion part) {
    connection.out().push();
    connection
        .channel()
        .writeAndFlush(part)
        .addListener(
            sent -> {
              if (sent.isSuccess()) {
                end(null);
              } else {
                abort();
              }
            });
  }

  @Override
  public void abort() {
    if (!isEnded()) {
      finish();
      connection.reset();
    }
  }

  /** The client is gone. */
  void lost() {
    if (!isEnded()) {
      answerer().cancel();
      finish();
    }
  }

  /** Tells the answerer how the connection's room has changed. */
  void roomChanged() {
    if (isWritable()) {
      answerer().resume();
    } else {
      answerer().pause();
    }
  }

  void received(long bytes) {
    noteIn(bytes);
  }

  @Override
  public boolean isWritable() {
    return connection.channel().isWritable();
  }

  @Override
  public void receive(BodySink sink) {
    if (!isEnded()) {
      connection.receive(sink);
    }
  }

  @Override
  public void pause() {
    if (!isEnded()) {
      connection.pauseBody();
    }
  }

  @Override
  public void resume() {
    if (!isEnded()) {
      connection.resumeBody();
    }
  }

  @Override
  public void cancel() {
    abort();
  }
}
