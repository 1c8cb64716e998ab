package np.edge.wire;

import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response: one that an instance sent, or one that the edge makes itself with {@link
 * #start} and {@link #add}. Used again for other responses.
 */
public final class ResponseHead {
  private final HeaderBlock fields = new HeaderBlock();
  private final Framing framing = new Framing();
  int status;
  int reasonStart;
  int reasonEnd;
  int minor;

  /** Forgets everything. */
  public void clear() {
    fields.clear();
    framing.reset();
    status = 0;
    reasonStart = 0;
    reasonEnd = 0;
    minor = 1;
  }

  /** Begins a response of the edge's own. */
  public ResponseHead start(int newStatus) {
    clear();
    status = newStatus;
    reasonStart = fields.append(HttpResponseStatus.valueOf(newStatus).reasonPhrase());
    reasonEnd = fields.length();
    return this;
  }

  /** Adds a field, in lower case; not Content-Length, see {@link #length(long)}. */
  public ResponseHead add(CharSequence name, CharSequence value) {
    fields.add(name, value);
    return this;
  }

  /** Says how long the body is; without it the body is chunked. */
  public ResponseHead length(long bytes) {
    fields.add(Field.CONTENT_LENGTH.lower(), Long.toString(bytes));
    framing.declare(bytes);
    return this;
  }

  public int status() {
    return status;
  }

  public HeaderBlock fields() {
    return fields;
  }

  public Framing framing() {
    return framing;
  }

  /** The first value of a field. */
  public @Nullable String header(Field field) {
    return fields.value(field);
  }

  /** The first value of the field with this lower-case name. */
  public @Nullable String header(String lowerCaseName) {
    return fields.value(lowerCaseName);
  }

  /** Whether it is 100 to 199: another head follows, except after 101. */
  public boolean isInterim() {
    return status < 200;
  }

  /** Whether a response with this status can have a body at all (RFC 9110 section 6.4.1). */
  public boolean mayHaveBody() {
    return status >= 200 && status != 204 && status != 304;
  }

  /** Whether the connection of an HTTP/1 sender may be used again after this response. */
  public boolean isPersistent() {
    return !framing.close() && (minor == 1 || framing.keepAlive());
  }
}
