package np.cli.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Consumer;
import np.api.Problem;
import np.api.SessionFrames;
import np.cli.json.JsonObject;
import np.cli.json.JsonReader;
import np.cli.json.JsonWriter;
import np.cli.json.NotJson;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * The API of one server. Problems that the server answers with are thrown as {@link ApiProblem}; no
 * answer is {@link NpException.Unavailable} UNREACHABLE or TIMED_OUT.
 */
public final class ApiClient {
  /** The server sends a comment at least every 15 s into an idle stream. */
  private static final Duration STREAM_SILENCE = Duration.ofSeconds(40);

  /** A command may be silent for as long as it wants. */
  private static final Duration FOREVER = Duration.ZERO;

  private static final int SENDINGS = 3;

  private final Server server;
  private final HttpClient http;
  private final Duration patience;
  private final Consumer<String> trace;
  private final JsonReader reader = new JsonReader();
  private final JsonWriter writer = new JsonWriter();

  /**
   * @param patience for one answer
   * @param trace gets one line per request and answer, without any secret
   */
  public ApiClient(Server server, Duration patience, Consumer<String> trace) {
    this.server = server;
    this.http = new HttpClient(server.url());
    this.patience = patience;
    this.trace = trace;
  }

  public Server server() {
    return server;
  }

  public JsonObject get(ApiPath path) {
    return call(HttpRequest.of("GET", path.encoded()), 1);
  }

  /**
   * Changes something. A lost connection is tried again with the same key, so it happens once.
   *
   * @param key for Idempotency-Key
   */
  public JsonObject send(String method, ApiPath path, JsonObject body, String key) {
    HttpRequest request =
        HttpRequest.of(method, path.encoded())
            .with("Idempotency-Key", key)
            .with(new HttpBody.Json(writer.write(body)));
    return call(request, SENDINGS);
  }

  /** Sends an archive. */
  public void upload(ApiPath path, Upload archive) {
    HttpBody body = new HttpBody.Streamed("application/gzip", archive::writeTo);
    call(HttpRequest.of("PUT", path.encoded()).with(body), 1);
  }

  /**
   * Opens a stream of events by GET.
   *
   * @param after the id after which it goes on; empty: from the start
   * @param silence the longest that is waited for, if it is less than usual
   * @throws IOException when there is no connection; the caller may try again
   */
  public ServerEvents events(ApiPath path, String after, Duration silence) throws IOException {
    HttpRequest request = HttpRequest.of("GET", path.encoded());
    Duration shorter = silence.compareTo(STREAM_SILENCE) < 0 ? silence : STREAM_SILENCE;
    return open(after.isEmpty() ? request : request.with("Last-Event-ID", after), shorter);
  }

  /** Opens a stream of events by POST; it cannot be resumed. */
  public ServerEvents events(ApiPath path, JsonObject body, String key) throws IOException {
    return open(
        HttpRequest.of("POST", path.encoded())
            .with("Idempotency-Key", key)
            .with(new HttpBody.Json(writer.write(body))),
        FOREVER);
  }

  /**
   * Begins a command whose standard streams are here; the caller closes it.
   *
   * @param order the first message
   */
  public ServerSession session(ApiPath path, JsonObject order) throws IOException {
    Handshake handshake = Handshake.of(SessionFrames.PROTOCOL);
    HttpRequest request = sign(handshake.on(HttpRequest.of("GET", path.encoded())));
    trace.accept("> " + request.method() + " " + request.target());
    HttpResponse response = http.send(request, patience);
    trace.accept("< " + response.status());
    if (!Handshake.isAccepted(response)) {
      try (response) {
        throw problem(response);
      }
    }
    WebSocket socket = handshake.complete(response, STREAM_SILENCE);
    socket.send(writer.write(order));
    return new ServerSession(socket);
  }

  /** The failure that a lost connection means for the person. */
  public NpException.Unavailable unavailable(IOException cause) {
    if (cause instanceof SocketTimeoutException && !connecting(cause)) {
      return new NpException.Unavailable(
          ErrorCode.TIMED_OUT,
          "the server at " + server.url() + " did not answer within " + patience.toSeconds() + " s",
          "np status shows what has happened",
          cause);
    }
    return new NpException.Unavailable(
        ErrorCode.UNREACHABLE,
        "the server at " + server.url() + " does not answer: " + reason(cause),
        server.name().equals(Servers.LOCAL)
            ? "start it with np server start"
            : "see np context list",
        cause);
  }

  private ServerEvents open(HttpRequest request, Duration silence) throws IOException {
    HttpRequest signed = sign(request).with("Accept", "text/event-stream");
    trace.accept("> " + request.method() + " " + request.target());
    HttpResponse response = http.send(signed, silence);
    trace.accept("< " + response.status());
    if (response.succeeded()) {
      return new ServerEvents(response);
    }
    try (response) {
      throw problem(response);
    }
  }

  private JsonObject call(HttpRequest request, int sendings) {
    HttpRequest signed = sign(request);
    for (int sending = 1; ; sending++) {
      try {
        return exchange(signed);
      } catch (SocketTimeoutException | java.net.ConnectException | UnknownHostException e) {
        throw unavailable(e);
      } catch (IOException e) {
        if (sending >= sendings) {
          throw unavailable(e);
        }
      }
    }
  }

  private JsonObject exchange(HttpRequest request) throws IOException {
    trace.accept("> " + request.method() + " " + request.target());
    try (HttpResponse response = http.send(request, patience)) {
      trace.accept("< " + response.status() + " " + response.header("content-type"));
      if (!response.succeeded()) {
        throw problem(response);
      }
      String text = response.text();
      return text.isBlank() ? JsonObject.EMPTY : reader.readObject(text);
    } catch (NotJson e) {
      throw new NpException.Unavailable(
          ErrorCode.UNREACHABLE,
          "what answers at " + server.url() + " is not np: " + e.getMessage(),
          "see np context list");
    }
  }

  private ApiProblem problem(HttpResponse response) throws IOException {
    try {
      return ApiProblem.read(response.status(), reader.readObject(response.text()));
    } catch (NotJson e) {
      String detail = "the server at " + server.url() + " answered with " + response.status();
      ErrorCode code = response.status() < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.UNREACHABLE;
      return new ApiProblem(Problem.of(code, detail, "see np context list; is this np's API?"));
    }
  }

  private HttpRequest sign(HttpRequest request) {
    HttpRequest signed = request.with("User-Agent", "np");
    if (server.token().isPresent()) {
      signed = signed.with("Authorization", "Bearer " + server.token().get().reveal());
    }
    if (server.tenant().isPresent()) {
      signed = signed.with("Np-Tenant", server.tenant().get());
    }
    return signed;
  }

  private static boolean connecting(IOException cause) {
    String message = cause.getMessage();
    return message != null && message.toLowerCase(java.util.Locale.ROOT).contains("connect");
  }

  private static String reason(IOException cause) {
    String message = cause.getMessage();
    return switch (cause) {
      case UnknownHostException unknown -> "the host is not known";
      case java.net.ConnectException refused -> "connection refused";
      case SocketTimeoutException slow -> "no connection in time";
      default -> message == null ? cause.getClass().getSimpleName() : message;
    };
  }

  /** Writes an archive; may be asked again. */
  public interface Upload {
    void writeTo(java.io.OutputStream out) throws IOException;
  }
}
