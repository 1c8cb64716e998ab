package np.edge.upstream;

import io.netty.buffer.ByteBuf;
import np.edge.http.BodySource;
import np.edge.http.EdgeMetrics;
import np.edge.http.EdgeMetrics.UpstreamError;
import np.edge.http.Exchange;
import np.edge.http.Pages;
import np.edge.limit.Refusal;
import np.edge.wire.HeaderBlock;
import np.edge.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * Carries one exchange to an instance and back. Tries another instance as long as nothing has been
 * sent; repeats what has been sent only when that is harmless and the connection turned out to have
 * been closed before.
 */
final class ProxyCall implements Reply, BodySource {
  private static final int MAX_ATTEMPTS = 5;

  private final Exchange exchange;
  private final Upstream upstream;
  private final Connector connector;
  private final int stripped;
  private final Tried tried = new Tried();
  private int attempts;
  private boolean ended;
  private boolean freshOnly;
  private @Nullable Instance instance;
  private @Nullable UpstreamStream stream;

  ProxyCall(Exchange exchange, Upstream upstream, Connector connector, int stripped) {
    this.exchange = exchange;
    this.upstream = upstream;
    this.connector = connector;
    this.stripped = stripped;
  }

  Exchange exchange() {
    return exchange;
  }

  /** How many bytes of the path the instance does not see. */
  int stripped() {
    return stripped;
  }

  /** Whether sending it twice does no harm and is possible. */
  boolean mayRepeat() {
    return !exchange.request().hasBody() && exchange.request().isIdempotent();
  }

  void start() {
    exchange.answerer(this);
    attempt();
  }

  private void attempt() {
    Instance chosen = attempts++ < MAX_ATTEMPTS ? upstream.enterLeastLoaded(tried) : null;
    if (chosen == null) {
      metrics().upstreamError(UpstreamError.NO_INSTANCE);
      answer(503, "no instance of this app is serving right now");
      return;
    }
    instance = chosen;
    exchange.instance(chosen.endpoint().instance().value());
    if (exchange.request().isGrpc()) {
      connector.openHttp2(chosen, this);
      return;
    }
    Http1Stream idle = freshOnly ? null : connector.idle(chosen, this);
    if (idle != null) {
      connected(idle);
    } else {
      connector.open(chosen, this);
    }
  }

  /** A connection is there. */
  void connected(UpstreamStream opened) {
    if (ended) {
      opened.cancel();
      return;
    }
    stream = opened;
    opened.start(this);
    if (!ended && opened.equals(stream) && exchange.request().hasBody()) {
      exchange.receive(opened);
    }
  }

  /** There was no connection; nothing has been sent. */
  void refused() {
    if (ended) {
      return;
    }
    Instance failed = instance;
    if (failed != null) {
      failed.avoid();
      tried.add(failed);
    }
    leave();
    metrics().upstreamError(UpstreamError.CONNECT);
    metrics().retried();
    attempt();
  }

  /** The edge cannot open one more connection; nothing has been sent. */
  void noRoom() {
    leave();
    ended = true;
    Pages.refuse(exchange, Refusal.OPEN_FILES);
  }

  @Override
  public void interim(ResponseHead head) {
    exchange.interim(head);
  }

  @Override
  public void head(ResponseHead head) {
    exchange.respond(head);
  }

  @Override
  public void upgraded(ResponseHead head) {
    UpstreamStream tunnel = stream;
    exchange.upgrade(head);
    if (!ended && tunnel != null) {
      exchange.receive(tunnel);
    }
  }

  @Override
  public void data(ByteBuf source, int size) {
    exchange.data(source, size);
  }

  @Override
  public void flush() {
    exchange.flush();
  }

  @Override
  public void end(@Nullable HeaderBlock trailers) {
    leave();
    ended = true;
    exchange.end(trailers);
  }

  @Override
  public void abort() {
    failed(Failure.CLOSED);
  }

  @Override
  public void failed(Failure why) {
    if (ended) {
      return;
    }
    leave();
    metrics().upstreamError(error(why));
    if (exchange.isAnswered()) {
      ended = true;
      exchange.abort();
    } else if (why == Failure.STALE && mayRepeat() && !exchange.request().isWebSocket()) {
      freshOnly = true;
      metrics().retried();
      attempt();
    } else if (why == Failure.TIMEOUT) {
      answer(504, "the app did not answer in time");
    } else {
      answer(502, "the app closed the connection or sent a malformed answer");
    }
  }

  @Override
  public void writable(Room room) {
    if (room == Room.YES) {
      exchange.resume();
    } else {
      exchange.pause();
    }
  }

  @Override
  public void pause() {
    if (stream != null) {
      stream.pause();
    }
  }

  @Override
  public void resume() {
    if (stream != null) {
      stream.resume();
    }
  }

  @Override
  public void cancel() {
    UpstreamStream current = stream;
    leave();
    ended = true;
    if (current != null) {
      current.cancel();
    }
  }

  private void answer(int status, String why) {
    leave();
    ended = true;
    Pages.answer(exchange, status, why);
  }

  /** Counts the request out at its instance, once. */
  private void leave() {
    Instance left = instance;
    instance = null;
    stream = null;
    if (left != null) {
      left.exit();
    }
  }

  private static UpstreamError error(Failure why) {
    return switch (why) {
      case STALE, CLOSED -> UpstreamError.CLOSED;
      case MALFORMED -> UpstreamError.MALFORMED;
      case TIMEOUT -> UpstreamError.TIMEOUT;
    };
  }

  private EdgeMetrics metrics() {
    return exchange.context().metrics();
  }
}
