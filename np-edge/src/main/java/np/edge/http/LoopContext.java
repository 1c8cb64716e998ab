package np.edge.http;

import io.netty.channel.EventLoop;
import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Locale;
import np.edge.limit.OpenFiles;
import np.edge.wire.RequestHead;
import np.edge.wire.RequestParser;
import np.edge.wire.ResponseHead;
import np.edge.wire.ResponseParser;

/** What the connections of one event loop share, so that nothing needs a lock. */
public final class LoopContext {
  private static final int SPARE_HEADS = 256;

  /** Two for each that comes, so that there is room again some time. */
  private static final int CLOSED_FOR_ROOM = 2;

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

  private final EdgeContext edge;
  private final EventLoop loop;
  private final int index;
  private final Deadlines deadlines;
  private final IdleConnections idle = new IdleConnections();
  private final RequestMeter.OfLoop meter;
  private final RequestIds ids;
  private final RequestParser requestParser;
  private final ResponseParser responseParser = new ResponseParser();
  private final ArrayDeque<RequestHead> requestHeads = new ArrayDeque<>();
  private final ArrayDeque<ResponseHead> responseHeads = new ArrayDeque<>();
  private long dateSecond;
  private String date = "";

  /** The context of the loop with this number, counted from 0. */
  public LoopContext(EdgeContext edge, EventLoop loop, int index) {
    this.edge = edge;
    this.loop = loop;
    this.index = index;
    this.deadlines = new Deadlines(loop);
    this.meter = edge.metrics().newLoop();
    this.ids = new RequestIds(edge.idOrigin() + index);
    this.requestParser = new RequestParser(edge.limits().targetBytes());
  }

  public EdgeLimits limits() {
    return edge.limits();
  }

  public EdgeMetrics metrics() {
    return edge.metrics();
  }

  RequestMeter.OfLoop meter() {
    return meter;
  }

  AccessLog log() {
    return edge.log();
  }

  long nowMillis() {
    return edge.clock().millis();
  }

  public EventLoop loop() {
    return loop;
  }

  /** The number of the loop, counted from 0. */
  public int index() {
    return index;
  }

  public Deadlines deadlines() {
    return deadlines;
  }

  public IdleConnections idle() {
    return idle;
  }

  public OpenFiles files() {
    return edge.files();
  }

  /** Closes connections of clients that are idle longest, when connections become too many. */
  public void makeRoom() {
    if (edge.files().isShort()) {
      edge.metrics().idleClosed(idle.closeOldest(CLOSED_FOR_ROOM));
    }
  }

  /** A request id that nobody else gets. */
  public AsciiString nextRequestId() {
    return ids.next();
  }

  public RequestParser requestParser() {
    return requestParser;
  }

  public ResponseParser responseParser() {
    return responseParser;
  }

  /** An empty head; {@link #giveBack} it. */
  public RequestHead takeRequestHead() {
    RequestHead head = requestHeads.poll();
    RequestHead taken = head == null ? new RequestHead() : head;
    taken.clear();
    return taken;
  }

  public void giveBack(RequestHead head) {
    if (requestHeads.size() < SPARE_HEADS) {
      requestHeads.push(head);
    }
  }

  /** An empty head; {@link #giveBack} it. */
  public ResponseHead takeResponseHead() {
    ResponseHead head = responseHeads.poll();
    ResponseHead taken = head == null ? new ResponseHead() : head;
    taken.clear();
    return taken;
  }

  public void giveBack(ResponseHead head) {
    if (responseHeads.size() < SPARE_HEADS) {
      responseHeads.push(head);
    }
  }

  /** The current moment as a Date field writes it (RFC 9110 section 5.6.7). */
  public String date() {
    long second = nowMillis() / 1000;
    if (second != dateSecond) {
      dateSecond = second;
      date = HTTP_DATE.format(Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC));
    }
    return date;
  }
}
