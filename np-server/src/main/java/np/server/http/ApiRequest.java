package np.server.http;

import java.io.InputStream;
import java.util.Optional;

/** One request whose caller is known, whose route was found and whose headers were checked. */
public interface ApiRequest {

  /** Who calls. Not to be asked for on a route for {@link Access.Anybody}. */
  Principal principal();

  /** The value of {@code {name}} in the route's path, decoded; never has control characters. */
  String path(String name);

  /** The first value of a query parameter, decoded; never has control characters. */
  Optional<String> query(String name);

  /** The first value of a header. */
  Optional<String> header(String name);

  /**
   * The JSON body, decoded strictly: unknown, doubled and missing keys, wrong types, NUL characters
   * and depth over 32 are refused with the place where they are. An absent key is allowed only for
   * a component marked {@code @Nullable}.
   */
  <T extends Record> T body(Class<T> type);

  /** The raw body of an upload; reading more than the route allows throws TOO_LARGE. */
  InputStream bodyStream();

  /** The address that the connection comes from. */
  String remoteAddress();

  /** Names this request in logs and answers ({@code X-Request-Id}). */
  String requestId();

  /**
   * The claim that the request's {@code Idempotency-Key} has made; one that does nothing when there
   * is no key. A handler may {@link Claim#settle} it in the transaction that takes effect, so that
   * a repetition after a crash gets the answer.
   */
  Claim claim();
}
