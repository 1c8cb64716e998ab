package np.server.http;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import np.server.http.Router.Found;
import org.jspecify.annotations.Nullable;

/** A request on its way to its handler. */
record Exchange(
    @Nullable Principal caller,
    Found found,
    Map<String, String> queries,
    Envelope envelope,
    ReceivedBody content,
    Claim claim)
    implements ApiRequest {

  /** What is known of a request beside what it asks for. */
  record Envelope(
      String requestId, String remoteAddress, Function<String, Optional<String>> headers) {}

  Exchange claimedBy(Claim owner) {
    return new Exchange(caller, found, queries, envelope, content, owner);
  }

  @Override
  public Principal principal() {
    if (caller == null) {
      throw new IllegalStateException(found.route().name() + " is for anybody");
    }
    return caller;
  }

  @Override
  public String path(String name) {
    String value = found.values().get(name);
    if (value == null) {
      throw new IllegalStateException(found.route().name() + " has no {" + name + "}");
    }
    return value;
  }

  @Override
  public Optional<String> query(String name) {
    if (!found.route().queries().containsKey(name)) {
      throw new IllegalStateException(found.route().name() + " does not declare ?" + name);
    }
    return Optional.ofNullable(queries.get(name));
  }

  @Override
  public Optional<String> header(String name) {
    return envelope.headers().apply(name);
  }

  @Override
  public <T extends Record> T body(Class<T> type) {
    return content.as(type);
  }

  @Override
  public InputStream bodyStream() {
    return content.stream();
  }

  @Override
  public String remoteAddress() {
    return envelope.remoteAddress();
  }

  @Override
  public String requestId() {
    return envelope.requestId();
  }
}
