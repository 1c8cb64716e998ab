package np.edge.upstream;

import io.netty.buffer.ByteBuf;
import np.edge.http.Outbox;
import np.edge.wire.RequestHead;

/** A request as it goes out on an HTTP/1.1 connection to an instance. */
final class Http1Request {
  private final Outbox out;
  private boolean chunked;
  private boolean ended;

  Http1Request(Outbox out) {
    this.out = out;
  }

  /** Sends the head, or keeps it until the first part of the body is there. */
  void start(ProxyCall call) {
    RequestHead request = call.exchange().request();
    chunked = request.framing().chunked();
    ended = !request.hasBody();
    RequestWriter.write(out.buffer(), call.exchange(), call.stripped());
    if (ended) {
      out.flush();
    }
  }

  /** Whether all of it has been handed over. */
  boolean isEnded() {
    return ended;
  }

  void data(ByteBuf source, int size) {
    if (chunked) {
      out.chunk(source, size);
    } else {
      out.data(source, size);
    }
  }

  void end() {
    ended = true;
    if (chunked) {
      out.buffer().writeByte('0');
      out.endLine();
      out.endLine();
    }
    out.flush();
  }
}
