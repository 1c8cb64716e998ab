package np.server.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import np.api.Problem;
import np.model.ErrorCode;
import np.model.NpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** The WebSockets that are open, so that they can be cut. */
public final class WebSockets {
  private static final int MOST_PER_TOKEN = 20;
  private static final int MOST_BYTES = 64 << 10;
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

  private final Json json;
  private final Rhythm rhythm;
  private final Set<JettySocket> open = ConcurrentHashMap.newKeySet();

  /**
   * When a client counts as gone.
   *
   * @param heartbeat how often it is pinged
   * @param silence the longest that it may not be heard of; a client that was stopped with Ctrl-Z
   *     is silent, too
   */
  record Rhythm(Duration heartbeat, Duration silence) {}

  /** A request that wants to become a WebSocket, and what completes it. */
  record Handshake(Request request, Response response, Callback callback) {}

  public WebSockets(Json json, ApiSettings settings) {
    this.json = json;
    this.rhythm = new Rhythm(settings.heartbeat(), settings.silence());
  }

  /** Ends those of a token that has been revoked. */
  public void cut(String tokenId) {
    Problem revoked =
        Problem.of(ErrorCode.NOT_LOGGED_IN, "the token was revoked", "run np login again");
    open.stream().filter(each -> each.isOf(tokenId)).forEach(each -> each.cut(revoked));
  }

  /** Ends all, with a word and a moment for each to take its leave: the server stops. */
  public void cutAll() {
    Problem stopping =
        Problem.of(ErrorCode.UNREACHABLE, "the server is stopping", "run it again in a moment");
    List<JettySocket> all = List.copyOf(open);
    all.forEach(each -> each.cut(stopping));
    long deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
    all.forEach(each -> each.awaitEnd(Duration.ofNanos(deadline - System.nanoTime())));
  }

  /** How many are open. */
  public int count() {
    return open.size();
  }

  /** To be called before the server is started. */
  static ServerWebSocketContainer prepare(Server server) {
    ServerWebSocketContainer container = ServerWebSocketContainer.ensure(server);
    container.setMaxBinaryMessageSize(MOST_BYTES);
    container.setMaxTextMessageSize(MOST_BYTES);
    container.setMaxFrameSize(MOST_BYTES);
    return container;
  }

  /**
   * Turns a request into a WebSocket; the handshake completes the request.
   *
   * @param valid whether a token still is, asked once the socket is registered, so that a
   *     revocation just before is not missed
   */
  void open(
      Handshake handshake,
      Principal principal,
      Predicate<String> valid,
      Answer.Conversation answer) {
    Request request = handshake.request;
    if (!request.getHeaders().contains(HttpHeader.UPGRADE, "websocket")) {
      throw Refusal.notUpgraded(answer.protocol());
    }
    if (!offers(request, answer.protocol())) {
      throw Refusal.of(
          400,
          "the handshake does not offer the protocol",
          "send Sec-WebSocket-Protocol: " + answer.protocol());
    }
    refuseTooMany(principal.tokenId());
    JettySocket.Parts parts =
        new JettySocket.Parts(json, rhythm, principal.tokenId(), valid, open::remove);
    JettySocket socket = new JettySocket(parts, answer.dialogue());
    open.add(socket);
    if (!upgrade(handshake, answer.protocol(), socket)) {
      open.remove(socket);
      throw Refusal.of(400, "the WebSocket handshake is malformed", "see RFC 6455 section 4.1");
    }
  }

  private static boolean upgrade(Handshake handshake, String protocol, JettySocket socket) {
    ServerWebSocketContainer container =
        ServerWebSocketContainer.get(handshake.request.getContext());
    return container.upgrade(
        (request, response, callback) -> {
          response.setAcceptedSubProtocol(protocol);
          return socket;
        },
        handshake.request,
        handshake.response,
        handshake.callback);
  }

  private static boolean offers(Request request, String protocol) {
    return request.getHeaders().getFields("Sec-WebSocket-Protocol").stream()
        .map(HttpField::getValues)
        .flatMap(Arrays::stream)
        .anyMatch(protocol::equals);
  }

  private void refuseTooMany(String tokenId) {
    if (open.stream().filter(each -> each.isOf(tokenId)).count() >= MOST_PER_TOKEN) {
      throw new NpException.Conflict(
          ErrorCode.BUSY,
          "this token has " + MOST_PER_TOKEN + " sessions open",
          "close some of them");
    }
  }
}
