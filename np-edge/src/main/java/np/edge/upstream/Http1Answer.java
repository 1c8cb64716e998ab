package np.edge.upstream;

import io.netty.buffer.ByteBuf;
import np.edge.http.LoopContext;
import np.edge.wire.BodyReader;
import np.edge.wire.Field;
import np.edge.wire.HeadReader;
import np.edge.wire.MalformedException;
import np.edge.wire.RequestHead;
import np.edge.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/** An answer as it comes in on an HTTP/1.1 connection to an instance. */
final class Http1Answer {
  private static final int MAX_HEAD = 64 * 1024;

  /** How far it has come. */
  enum Stage {
    /** Nothing is expected. */
    NONE,
    HEAD,
    BODY,
    /** The connection carries bytes both ways (RFC 9110 section 7.8). */
    TUNNEL
  }

  private final LoopContext context;
  private final HeadReader headReader = new HeadReader(MAX_HEAD);
  private final BodyReader body = new BodyReader();
  private Stage stage = Stage.NONE;
  private @Nullable ResponseHead head;
  private boolean headOnly;
  private boolean webSocket;
  private boolean patient;

  Http1Answer(LoopContext context) {
    this.context = context;
  }

  Stage stage() {
    return stage;
  }

  /** The answer to {@code request} comes next. */
  void expect(RequestHead request) {
    head = context.takeResponseHead();
    headReader.reset();
    stage = Stage.HEAD;
    patient = false;
    headOnly = request.isMethod("HEAD");
    webSocket = request.isWebSocket();
  }

  /** Takes from {@code in} what belongs to the present stage, for {@code call}. */
  void read(ByteBuf in, ProxyCall call) throws MalformedException {
    ResponseHead answer = head;
    if (answer == null) {
      throw new MalformedException(502, "an answer that nobody asked for");
    }
    switch (stage) {
      case HEAD -> head(in, call, answer);
      case BODY -> body.read(in, call);
      case TUNNEL -> call.data(in, in.readableBytes());
      case NONE -> throw new IllegalStateException("a head without a request");
    }
  }

  private void head(ByteBuf in, ProxyCall call, ResponseHead answer) throws MalformedException {
    if (!headReader.read(in, answer.fields())) {
      return;
    }
    context.responseParser().parse(answer);
    if (answer.status() == 101) {
      upgrade(call, answer);
    } else if (answer.isInterim()) {
      call.interim(answer);
      answer.clear();
      headReader.reset();
    } else {
      frame(answer);
      stage = Stage.BODY;
      call.head(answer);
      if (body.isEnded() && stage == Stage.BODY) {
        call.end(null);
      }
    }
  }

  private void frame(ResponseHead answer) {
    if (headOnly || !answer.mayHaveBody()) {
      body.startLength(0);
    } else if (answer.framing().chunked()) {
      body.startChunked();
    } else if (answer.framing().length() >= 0) {
      body.startLength(answer.framing().length());
    } else {
      body.startUntilClose();
    }
    String type = body.isEnded() ? null : answer.header(Field.CONTENT_TYPE);
    patient = type != null && type.startsWith("text/event-stream");
  }

  private void upgrade(ProxyCall call, ResponseHead answer) throws MalformedException {
    if (!webSocket) {
      throw new MalformedException(502, "101 without a request to upgrade");
    }
    stage = Stage.TUNNEL;
    call.upgraded(answer);
  }

  /** Whether its body has come to its end. */
  boolean isComplete() {
    return stage == Stage.BODY && body.isEnded();
  }

  /** Whether it is complete when the connection ends now. */
  boolean endsWithConnection() {
    return stage == Stage.TUNNEL || (stage == Stage.BODY && body.endsWithConnection());
  }

  /** Whether more of the body may take as long as it likes: a stream of events. */
  boolean isPatient() {
    return patient;
  }

  /** Whether the instance keeps the connection open after it. */
  boolean isPersistent() {
    return head != null && head.isPersistent();
  }

  /** Nothing more of it is wanted. */
  void forget() {
    stage = Stage.NONE;
    ResponseHead answer = head;
    if (answer != null) {
      head = null;
      context.giveBack(answer);
    }
  }
}
