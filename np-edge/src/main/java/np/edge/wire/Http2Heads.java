package np.edge.wire;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns heads of HTTP/2 (RFC 9113 section 8) into those of np.edge.wire and back. */
public final class Http2Heads {
  private static final AsciiString TRAILERS = AsciiString.cached("trailers");
  private static final AsciiString PROTOCOL = AsciiString.cached(":protocol");

  /** Means nothing in HTTP/2 (RFC 8441 section 5). */
  private static final AsciiString WEBSOCKET_KEY = AsciiString.cached("sec-websocket-key");

  private Http2Heads() {}

  /** Reads a request's header list; what it says is checked as strictly as in HTTP/1.1. */
  public static void read(Http2Headers from, boolean endsHere, RequestHead into)
      throws MalformedException {
    HeaderBlock fields = into.fields();
    CharSequence protocol = from.get(PROTOCOL);
    into.methodStart = fields.append(protocol == null ? required(from.method()) : "GET");
    into.methodEnd = fields.length();
    into.targetStart = fields.append(required(from.path()));
    into.targetEnd = fields.length();
    checkLine(into);
    CharSequence authority = from.authority();
    if (authority != null) {
      fields.add(Field.HOST.lower(), authority);
    }
    copy(from, fields, authority);
    into.framing().read(fields);
    if (protocol == null) {
      frame(into, endsHere);
    } else {
      connect(from, endsHere, into);
    }
    RequestParser.host(into);
    TargetRules.apply(into);
  }

  /** Extended CONNECT (RFC 8441 section 4): for an instance it is what it would be in HTTP/1.1. */
  private static void connect(Http2Headers from, boolean endsHere, RequestHead into)
      throws MalformedException {
    boolean connects = AsciiString.contentEquals("CONNECT", required(from.method()));
    boolean complete = from.scheme() != null && from.authority() != null;
    boolean hasBody = endsHere || into.hasBody() || into.framing().length() == 0;
    if (!connects || !complete || hasBody) {
      throw new MalformedException(400, "the request to connect is malformed");
    }
    if (!AsciiString.contentEqualsIgnoreCase("websocket", required(from.get(PROTOCOL)))) {
      throw new MalformedException(501, "only websocket can be connected to here");
    }
    into.keyless = true;
    into.websocket = true;
  }

  private static void frame(RequestHead into, boolean endsHere) throws MalformedException {
    if (into.framing().chunked()) {
      throw new MalformedException(400, "Transfer-Encoding in HTTP/2");
    }
    if (!endsHere && into.framing().length() == Framing.NONE) {
      into.framing().declareChunked();
    } else if (endsHere && into.framing().length() > 0) {
      throw new MalformedException(400, "Content-Length without a body");
    }
  }

  private static void checkLine(RequestHead head) throws MalformedException {
    byte[] bytes = head.fields().bytes();
    boolean allowed = head.methodEnd > head.methodStart && head.targetEnd > head.targetStart;
    for (int i = head.methodStart; i < head.methodEnd; i++) {
      allowed &= Grammar.isToken(bytes[i]);
    }
    for (int i = head.targetStart; i < head.targetEnd; i++) {
      allowed &= Grammar.isTarget(bytes[i]);
    }
    if (!allowed || (bytes[head.targetStart] != '/' && !head.isMethod("OPTIONS"))) {
      throw new MalformedException(400, "the method or the path is malformed");
    }
  }

  private static CharSequence required(@Nullable CharSequence pseudo) throws MalformedException {
    if (pseudo == null) {
      throw new MalformedException(400, "a pseudo-header is missing");
    }
    return pseudo;
  }

  private static void copy(Http2Headers from, HeaderBlock fields, @Nullable CharSequence authority)
      throws MalformedException {
    StringBuilder cookies = null;
    for (Map.Entry<CharSequence, CharSequence> entry : from) {
      CharSequence name = entry.getKey();
      checkField(name, entry.getValue());
      if (name.charAt(0) == ':' || AsciiString.contentEquals(name, WEBSOCKET_KEY)) {
        continue;
      } else if (AsciiString.contentEquals(name, "cookie")) {
        cookies = cookies == null ? new StringBuilder() : cookies.append("; ");
        cookies.append(entry.getValue());
      } else if (AsciiString.contentEquals(name, "host") && authority != null) {
        if (!AsciiString.contentEqualsIgnoreCase(entry.getValue(), authority)) {
          throw new MalformedException(400, "Host and :authority differ");
        }
      } else {
        fields.add(name, entry.getValue());
      }
      if (fields.count() > FieldParser.MAX_FIELDS) {
        throw new MalformedException(431, "too many header fields");
      }
    }
    if (cookies != null) {
      fields.add("cookie", cookies);
    }
  }

  private static void checkField(CharSequence name, CharSequence value) throws MalformedException {
    boolean allowed = !name.isEmpty();
    for (int i = name.length() > 1 && name.charAt(0) == ':' ? 1 : 0; i < name.length(); i++) {
      char c = name.charAt(i);
      allowed &= c < 128 && Grammar.isToken((byte) c) && !(c >= 'A' && c <= 'Z');
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      allowed &= c < 256 && Grammar.isValue((byte) c);
    }
    if (!allowed) {
      throw new MalformedException(400, "a header field is malformed");
    }
  }

  /** A response's header list for a client. */
  public static Http2Headers write(ResponseHead from, CharSequence requestId) {
    Http2Headers headers = new DefaultHttp2Headers(false, from.fields().count() + 2);
    headers.status(Integer.toString(from.status()));
    HeaderBlock fields = from.fields();
    for (int i = 0; i < fields.count(); i++) {
      boolean named = from.framing().namesFields() && Framing.isNamed(fields, i);
      if (HeadWriter.isForClients(fields.field(i)) && !named) {
        headers.add(lower(fields, i), value(fields, i));
      }
    }
    return headers.set(Field.X_REQUEST_ID.lower(), requestId);
  }

  /** The header list that opens a tunnel for a client, made of an instance's 101. */
  public static Http2Headers writeTunnel(ResponseHead from, CharSequence requestId) {
    Http2Headers headers = write(from, requestId).status("200");
    headers.remove("sec-websocket-accept");
    headers.remove(Field.CONTENT_LENGTH.lower());
    return headers;
  }

  /** Trailer fields for a client. */
  public static Http2Headers writeTrailers(HeaderBlock fields) {
    Http2Headers headers = new DefaultHttp2Headers(false, fields.count());
    for (int i = 0; i < fields.count(); i++) {
      if (HeadWriter.isTrailer(fields.field(i))) {
        headers.add(lower(fields, i), value(fields, i));
      }
    }
    return headers;
  }

  /** A request's header list for an instance; the caller adds what the edge says about it. */
  public static Http2Headers write(RequestHead from, int stripped) {
    Http2Headers headers = new DefaultHttp2Headers(false, from.fields().count() + 12);
    String target = from.target().substring(stripped);
    headers.method(from.method()).scheme("http").authority(from.host());
    headers.path(target.startsWith("/") ? target : "/" + target);
    HeaderBlock fields = from.fields();
    for (int i = 0; i < fields.count(); i++) {
      Field field = fields.field(i);
      boolean named = from.framing().namesFields() && Framing.isNamed(fields, i);
      boolean kept = field == Field.CONTENT_LENGTH || field.kind() == Field.Kind.END_TO_END;
      if (kept && !named) {
        headers.add(lower(fields, i), value(fields, i));
      }
    }
    return headers.set(Field.TE.lower(), TRAILERS);
  }

  /** Reads an instance's response; a malformed status is 502. */
  public static void read(Http2Headers from, ResponseHead into) throws MalformedException {
    CharSequence status = from.status();
    if (status == null || status.length() != 3) {
      throw new MalformedException(502, "the status is malformed");
    }
    try {
      into.start(Integer.parseInt(status, 0, 3, 10));
    } catch (NumberFormatException e) {
      throw new MalformedException(502, "the status is malformed");
    }
    readFields(from, into.fields());
    into.framing().read(into.fields());
  }

  /** Reads fields without pseudo-headers, as of trailers. */
  public static void readFields(Http2Headers from, HeaderBlock into) throws MalformedException {
    for (Map.Entry<CharSequence, CharSequence> entry : from) {
      checkField(entry.getKey(), entry.getValue());
      if (entry.getKey().charAt(0) != ':') {
        into.add(entry.getKey(), entry.getValue());
      }
    }
  }

  private static AsciiString lower(HeaderBlock block, int index) {
    int start = block.nameStart(index);
    AsciiString name = new AsciiString(block.bytes(), start, block.nameEnd(index) - start, true);
    return name.toLowerCase();
  }

  private static AsciiString value(HeaderBlock block, int index) {
    int start = block.valueStart(index);
    return new AsciiString(block.bytes(), start, block.valueEnd(index) - start, true);
  }
}
