package np.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import np.api.SessionFrames;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the API as a program would.
 *
 * @param port of the server
 * @param headers sent with each request
 */
public record TestClient(int port, Map<String, String> headers) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  public TestClient {
    headers = Map.copyOf(headers);
  }

  /** The same client with a token. */
  public TestClient with(String token) {
    return header("Authorization", "Bearer " + token);
  }

  /** The same client with another header. */
  public TestClient header(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new TestClient(port, more);
  }

  /** An answer whose body was read. */
  public record Reply(int status, String body, HttpResponse<?> response) {

    /** The body as JSON. */
    public JsonNode json() {
      return JSON.readTree(body);
    }

    /** The code of a problem. */
    public String code() {
      return json().get("code").stringValue();
    }

    /** A header, or nothing. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  public Reply get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  public Reply delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  public Reply post(String path, String json) {
    return json("POST", path, json);
  }

  /** Sends JSON. */
  public Reply json(String method, String path, String json) {
    return header("Content-Type", "application/json")
        .send(method, path, BodyPublishers.ofString(json));
  }

  /** Sends anything. */
  public Reply send(String method, String path, BodyPublisher body) {
    try {
      HttpResponse<String> response =
          HTTP.send(request(method, path, body), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The status, and the code when it is a problem.
   *
   * @param code empty otherwise
   */
  public record Verdict(int status, String code) {}

  /** Sends a body and reads nothing but a problem, so that streams end at once. */
  public Verdict verdict(String method, String path, String body) {
    BodyPublisher publisher =
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    try {
      HttpResponse<InputStream> response =
          HTTP.send(request(method, path, publisher), BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        boolean problem = response.statusCode() >= 400 && !method.equals("HEAD");
        String code = problem ? JSON.readTree(in).path("code").stringValue("") : "";
        return new Verdict(response.statusCode(), code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks for a WebSocket and hangs up. */
  public Verdict handshake(String path) {
    return RawHttp.verdict(port, path, upgrading().headers);
  }

  /** The same client asking for a WebSocket. */
  public TestClient upgrading() {
    return header("Connection", "Upgrade")
        .header("Upgrade", "websocket")
        .header("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA==")
        .header("Sec-WebSocket-Version", "13")
        .header("Sec-WebSocket-Protocol", SessionFrames.PROTOCOL);
  }

  /** Opens a session; the caller closes it. */
  public TestSocket socket(String path) {
    return TestSocket.open(HTTP, URI.create("ws://127.0.0.1:" + port + path), headers);
  }

  /** Opens a stream; the caller closes it. */
  public HttpResponse<InputStream> open(String path) {
    try {
      return HTTP.send(request("GET", path, BodyPublishers.noBody()), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest request(String method, String path, BodyPublisher body) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).method(method, body);
    headers.forEach(builder::setHeader);
    return builder.build();
  }
}
