package np.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Role;
import np.model.Secret;
import np.server.http.Exchange.Envelope;
import np.server.http.Router.Found;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Decides whether a request may go on to its handler, cheapest question first. */
final class Reception {
  static final int MOST_JSON = 1 << 20;

  private static final long MOST_DRAINED = 16L << 20;
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(2);
  private static final Pattern BEARER = Pattern.compile("[Bb]earer ([A-Za-z0-9_-]{1,128})");

  private final Authenticator authenticator;
  private final Json json;
  private final ApiSettings settings;
  private final InstantSource clock;

  Reception(Authenticator authenticator, Json json, ApiSettings settings, InstantSource clock) {
    this.authenticator = authenticator;
    this.json = json;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Who calls; null on a route for anybody.
   *
   * @throws NpException.Denied NOT_LOGGED_IN or FORBIDDEN
   */
  @Nullable Principal identify(ApiRoute route, Envelope envelope) {
    return switch (route.access()) {
      case Access.Anybody() -> null;
      case Access.AtLeast(Role role) -> {
        Principal principal =
            authenticator.authenticate(bearer(envelope), envelope.headers().apply("Np-Tenant"));
        if (!principal.role().covers(role)) {
          throw forbidden(principal, role);
        }
        yield principal;
      }
    };
  }

  /** The body, read when it is JSON, as it comes when it is an upload. */
  ReceivedBody receive(Found found, Envelope envelope, InputStream in) throws IOException {
    return switch (found.route().request()) {
      case RequestBody.None() -> ReceivedBody.whole(json, nothing(envelope, in));
      case RequestBody.Json(Class<? extends Record> type) -> {
        expect("application/json", envelope);
        yield ReceivedBody.whole(json, all(envelope, in));
      }
      case RequestBody.Stream(String type, long limit) -> {
        expect(type, envelope);
        checkLength(envelope, limit);
        InputStream bounded = new BoundedInput(in, limit, clock, settings.upload());
        yield ReceivedBody.coming(json, bounded);
      }
    };
  }

  /**
   * Reads on for a moment after a refusal: a client that is still sending would see a reset
   * connection instead of the answer.
   */
  void drain(Request request) {
    if (request.getHeaders().contains(HttpHeader.EXPECT)) {
      return;
    }
    InputStream rest = Content.Source.asInputStream(request);
    try (InputStream in = new BoundedInput(rest, MOST_DRAINED, clock, DRAIN_PATIENCE)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | Refusal enough) {
      return;
    }
  }

  /** Refuses query parameters that the route does not know. */
  static void checkQueries(ApiRoute route, Target target) {
    if (!route.queries().keySet().containsAll(target.query().keySet())) {
      String known = String.join(", ", route.queries().keySet().stream().sorted().toList());
      throw new NpException.Invalid(
          ErrorCode.BAD_REQUEST,
          "there is an unknown query parameter",
          known.isEmpty() ? "this path takes none" : "this path takes " + known);
    }
  }

  private static Secret bearer(Envelope envelope) {
    Optional<String> sent = envelope.headers().apply("Authorization");
    Matcher matcher = BEARER.matcher(sent.orElse(""));
    if (!matcher.matches()) {
      throw new NpException.Denied(
          ErrorCode.NOT_LOGGED_IN,
          sent.isEmpty() ? "there is no token" : "the header Authorization has no bearer token",
          "run np login, or send Authorization: Bearer np_...");
    }
    return new Secret(matcher.group(1));
  }

  private static NpException forbidden(Principal principal, Role needed) {
    return new NpException.Denied(
        ErrorCode.FORBIDDEN,
        "this needs the role " + word(needed) + ", the token has " + word(principal.role()),
        "ask for a token with that role");
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** Takes no body, or {} as JSON: a form of a web page is neither. */
  private byte[] nothing(Envelope envelope, InputStream in) throws IOException {
    if (envelope.headers().apply("Content-Type").isPresent()) {
      expect("application/json", envelope);
    }
    String body = new String(all(envelope, in), StandardCharsets.UTF_8).strip();
    if (!body.isEmpty() && !body.equals("{}")) {
      throw Refusal.of(400, "this path takes no body", "send none, or {}");
    }
    return new byte[0];
  }

  private byte[] all(Envelope envelope, InputStream in) throws IOException {
    checkLength(envelope, MOST_JSON);
    return new BoundedInput(in, MOST_JSON, clock, settings.body()).readAllBytes();
  }

  private static void checkLength(Envelope envelope, long limit) {
    String length = envelope.headers().apply("Content-Length").orElse("0");
    if (length.length() > 18 || Long.parseLong(length) > limit) {
      throw Refusal.tooLarge(limit);
    }
  }

  private static void expect(String type, Envelope envelope) {
    String sent = envelope.headers().apply("Content-Type").orElse("none");
    String media = sent.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals(type)) {
      throw Refusal.of(415, "this path takes " + type, "send Content-Type: " + type);
    }
    String encoding = envelope.headers().apply("Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw Refusal.of(415, "an encoded body is not taken", "leave out Content-Encoding");
    }
  }
}
