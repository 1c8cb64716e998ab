package np.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API of databases, for what commands would be too slow for. */
final class Databases implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("\"url\":\"(postgres://[^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;
  private final String token;

  Databases(Platform platform) throws IOException {
    this.server = URI.create("http://127.0.0.1:" + platform.apiPort());
    this.token = Files.readString(platform.home().resolve("server/token")).strip();
  }

  /** Makes one that sleeps after so long; its URL. */
  String create(String name, String sleep) throws IOException, InterruptedException {
    return create(name, sleep, "256M");
  }

  String create(String name, String sleep, String memory) throws IOException, InterruptedException {
    return url(
        post(
            "/v1/databases",
            "{\"name\":\"%s\",\"sleep\":\"%s\",\"memory\":\"%s\"}".formatted(name, sleep, memory)));
  }

  /** The URL of the branch. */
  String branch(String parent, String name) throws IOException, InterruptedException {
    return url(post("/v1/databases/" + parent + "/branches", "{\"name\":\"%s\"}".formatted(name)));
  }

  void suspend(String name) throws IOException, InterruptedException {
    post("/v1/databases/" + name + "/suspend", "");
  }

  private String post(String path, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    var answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(path + " answers " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private static String url(String answer) throws IOException {
    Matcher matcher = URL.matcher(answer);
    if (!matcher.find()) {
      throw new IOException("no URL: " + answer);
    }
    return matcher.group(1);
  }

  @Override
  public void close() {
    client.close();
  }
}
