package np.edge.front;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import np.edge.http.Pages;
import np.edge.wire.MalformedException;

/** The fixed parts of responses in HTTP/1.1. */
final class Http1Bytes {
  static final byte[] VERSION = ascii("HTTP/1.1 ");
  static final byte[] LINE_END = ascii("\r\n");
  static final byte[] REQUEST_ID = ascii("X-Request-Id: ");
  static final byte[] CLOSE = ascii("Connection: close\r\n");
  static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
  static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
  static final byte[] EMPTY = ascii("Content-Length: 0\r\n");
  static final byte[] UPGRADE = ascii("Connection: Upgrade\r\nUpgrade: websocket\r\n");
  static final byte[] LAST_CHUNK = ascii("0\r\n");

  private Http1Bytes() {}

  /** Writes a whole response to what never became an exchange. */
  static void refusal(ByteBuf out, MalformedException why, CharSequence requestId) {
    String id = requestId.toString();
    byte[] page = Pages.plain(why.status(), why.getMessage(), id).getBytes(StandardCharsets.UTF_8);
    out.writeBytes(VERSION).writeBytes(ascii(HttpResponseStatus.valueOf(why.status()).toString()));
    out.writeBytes(ascii("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "));
    out.writeBytes(ascii(page.length + "\r\n")).writeBytes(CLOSE);
    out.writeBytes(REQUEST_ID).writeBytes(ascii(id)).writeBytes(ascii("\r\n\r\n"));
    out.writeBytes(page);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
