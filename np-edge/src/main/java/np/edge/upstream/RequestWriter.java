package np.edge.upstream;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import np.edge.http.Exchange;
import np.edge.wire.HeadWriter;
import np.edge.wire.RequestHead;
import np.edge.wire.WebSocketKey;

/** Writes a request head as HTTP/1.1 for an instance. */
final class RequestWriter {
  private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
  private static final byte[] REQUEST_ID = ascii("X-Request-Id: ");
  private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
  private static final byte[] NO_BODY = ascii("Content-Length: 0\r\n");
  private static final byte[] WEBSOCKET = ascii("Connection: Upgrade\r\nUpgrade: websocket\r\n");
  private static final byte[] KEY = ascii("Sec-WebSocket-Key: ");
  private static final byte[] END = ascii("\r\n");

  private RequestWriter() {}

  /**
   * Writes the whole head: the client's fields without those of the hop and of forwarding, then the
   * edge's own.
   */
  static void write(ByteBuf out, Exchange exchange, int stripped) {
    RequestHead request = exchange.request();
    HeadWriter.requestLine(out, request, stripped);
    out.writeBytes(VERSION);
    HeadWriter.requestFields(out, request);
    framing(out, request);
    if (request.isWebSocket()) {
      webSocket(out, exchange);
    }
    out.writeBytes(exchange.forwarding());
    out.writeBytes(REQUEST_ID).writeBytes(exchange.requestId().array()).writeBytes(END);
    out.writeBytes(END);
  }

  private static void webSocket(ByteBuf out, Exchange exchange) {
    out.writeBytes(WEBSOCKET);
    if (exchange.request().isKeyless()) {
      String key = WebSocketKey.of(exchange.requestId()).value();
      out.writeBytes(KEY).writeBytes(ascii(key)).writeBytes(END);
    }
  }

  private static void framing(ByteBuf out, RequestHead request) {
    if (request.framing().chunked()) {
      out.writeBytes(CHUNKED);
    } else if (request.framing().length() < 0 && needsLength(request)) {
      out.writeBytes(NO_BODY);
    }
  }

  /** RFC 9110 section 8.6: methods that usually have content say so when they have none. */
  private static boolean needsLength(RequestHead request) {
    return request.isMethod("POST") || request.isMethod("PUT") || request.isMethod("PATCH");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
