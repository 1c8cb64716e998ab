package np.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The API of a platform, for what would take too long by commands. */
final class Api implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("\"id\":\"([a-z0-9]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;
  private final String token;
  private final String source;

  /** Deploys what has been uploaded last. */
  Api(Platform platform) throws IOException {
    this.server = URI.create("http://127.0.0.1:" + platform.apiPort());
    this.token = Files.readString(platform.home().resolve("server/token")).strip();
    try (Stream<Path> uploads = Files.list(platform.home().resolve("uploads/default"))) {
      this.source = uploads.findFirst().orElseThrow().getFileName().toString().replace(".tgz", "");
    }
  }

  /** Deploys the same static site under another name; returns when it is acknowledged. */
  void deploy(String app) throws IOException, InterruptedException {
    String body =
        "{\"spec\":\"app: %s\\nstatic: ./public\\n\",\"file\":\"np.yaml\",\"source\":\"%s\",\"acceptDrift\":false}"
            .formatted(app, source);
    String answer =
        send(
            request("/v1/apps/" + app + "/deployments")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    Matcher id = ID.matcher(answer);
    if (!id.find()) {
      throw new IOException("no deployment: " + answer);
    }
    String events = send(request("/v1/deployments/" + id.group(1) + "/events"));
    if (!events.contains("running")) {
      throw new IOException(app + " does not run: " + events);
    }
  }

  String get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).header("Authorization", "Bearer " + token);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          answer.uri() + " answers " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    client.close();
  }
}
