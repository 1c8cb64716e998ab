package np.edge.http;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.AsciiString;
import java.nio.channels.FileChannel;
import np.edge.limit.Refusal;
import np.edge.table.HostRoutes;
import np.edge.table.Router;
import np.edge.wire.BodySink;
import np.edge.wire.RequestHead;
import np.edge.wire.ResponseHead;
import np.model.AppId;
import org.jspecify.annotations.Nullable;

/**
 * One request and its one response, whatever HTTP version the client speaks. Every call is made on
 * its event loop.
 *
 * <p>Whoever answers calls {@link #respond} once, then {@link #data} and {@link #flush} as often as
 * wanted, and {@link #end} once, even without a body; or {@link #abort} at any time. For GET and
 * HEAD the same calls are right: the body of an answer to HEAD is dropped here. Calls after the end
 * do nothing. As a {@link BodySource} it is the request's body, which flows to the sink given to
 * {@link #receive}.
 */
public abstract class Exchange implements BodySink, BodySource {
  private static final byte[] NOTHING = {};

  private final LoopContext context;
  private final Peer peer;
  private final RequestHead request;
  private final ResponseHead response;
  private final AsciiString requestId;
  private final boolean withinQuota;
  private final long startNanos = System.nanoTime();
  private long answerNanos;
  private long bytesIn;
  private long bytesOut;
  private int status;
  private boolean ended;
  private @Nullable AppId app;
  private @Nullable String instance;
  private @Nullable RequestCounts counts;
  private BodySource answerer = BodySource.IDLE;
  private byte[] forwarding = NOTHING;
  private String client;

  /** Begins the exchange; {@code request} is given back to the context when it ends. */
  protected Exchange(LoopContext context, Peer peer, RequestHead request) {
    this.context = context;
    this.peer = peer;
    this.request = request;
    this.client = peer.address();
    this.response = context.takeResponseHead();
    this.requestId = context.nextRequestId();
    this.withinQuota = peer.quota().beginRequest();
    context.metrics().requestStarted();
  }

  public final RequestHead request() {
    return request;
  }

  /** An empty head to build the response in. */
  public final ResponseHead response() {
    return response;
  }

  public final Peer peer() {
    return peer;
  }

  /** Why it must not be carried out; null when it may. */
  public final @Nullable Refusal refusal() {
    Refusal whole = peer.refusal();
    return whole != null || withinQuota ? whole : Refusal.CLIENT_REQUESTS;
  }

  public final AsciiString requestId() {
    return requestId;
  }

  public final LoopContext context() {
    return context;
  }

  /** The loop on which all of this happens. */
  public final EventLoop loop() {
    return context.loop();
  }

  /** Where buffers for {@link #data} come from. */
  public abstract ByteBufAllocator allocator();

  /** {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2.0}. */
  public abstract String protocol();

  /** Sends the head of the response; adds request id, and framing where the length is unknown. */
  public abstract void respond(ResponseHead head);

  /** Sends a head with a status below 200 before the response; not 101. */
  public abstract void interim(ResponseHead head);

  /**
   * Sends a part of a file as the whole body, in the cheapest way that the connection allows, and
   * ends the response. Closes the file when all is sent, or when that fails.
   *
   * @param offset in bytes from the start of the file
   * @param length in bytes, as it was declared by {@link ResponseHead#length(long)}
   */
  public void file(FileChannel file, long offset, long length) {
    FilePump pump = new FilePump(this, file, offset, length);
    answerer(pump);
    pump.resume();
  }

  /**
   * Answers 101, or what stands for it, and from then on carries bytes both ways: those of the
   * client to the sink given to {@link #receive}, those given to {@link #data} to the client, until
   * {@link #end}.
   */
  public abstract void upgrade(ResponseHead head);

  /** Whether more data is welcome; otherwise the answerer has been told to pause. */
  public abstract boolean isWritable();

  /** Whether the head of the response has been sent. */
  public final boolean isAnswered() {
    return status != 0;
  }

  /** Whether nothing can be sent any more. */
  public final boolean isEnded() {
    return ended;
  }

  /** Lets the request's body flow, and more of it by and by, until its end or abort. */
  public abstract void receive(BodySink sink);

  /** Names the one who answers, so that he can be held back or called off. */
  public final void answerer(BodySource source) {
    answerer = source;
  }

  protected final BodySource answerer() {
    return answerer;
  }

  /** The routes of the request's host; null when nobody has that host. */
  public final @Nullable HostRoutes routes(Router router) {
    HostRoutes found = peer.routes(router, request, context.meter());
    forwarding = peer.forwarding();
    client = peer.client();
    counts = peer.counts();
    return found;
  }

  /** What an instance is told about the client, as header lines. */
  public final byte[] forwarding() {
    return forwarding;
  }

  /** Notes whose request it is. */
  public final void app(AppId owner) {
    app = owner;
  }

  /** Notes who answers. */
  public final void instance(String name) {
    instance = name;
  }

  /** Notes what is being answered. */
  protected final void noteAnswer(int answered) {
    status = answered;
    answerNanos = System.nanoTime() - startNanos;
  }

  /** Notes bytes of the request body. */
  protected final void noteIn(long bytes) {
    bytesIn += bytes;
  }

  /** Notes bytes of the response body. */
  protected final void noteOut(long bytes) {
    bytesOut += bytes;
  }

  /** The exchange is over, whether answered or not: counts, logs and forgets. */
  protected final void finish() {
    if (ended) {
      return;
    }
    ended = true;
    int finalStatus = status == 0 ? 499 : status;
    long nanos = System.nanoTime() - startNanos;
    context.metrics().requestEnded();
    if (withinQuota) {
      peer.quota().endRequest();
    }
    RequestCounts counted = counts == null ? context.meter().unrouted() : counts;
    counted.ended(finalStatus, nanos, bytesIn, bytesOut);
    if (!context.log().equals(AccessLog.NONE)) {
      context.log().record(entry(finalStatus, nanos));
    }
    answerer = BodySource.IDLE;
    context.giveBack(request);
    context.giveBack(response);
  }

  private AccessEntry entry(int finalStatus, long nanos) {
    return new AccessEntry(
        context.nowMillis(),
        requestId.toString(),
        request.host(),
        request.method(),
        request.path(),
        finalStatus,
        bytesIn,
        bytesOut,
        nanos,
        instance == null ? 0 : answerNanos,
        client,
        app == null ? null : app.toString(),
        instance,
        protocol());
  }
}
