package np.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An open stream of events; whoever opened it closes it. */
public final class ServerEvents implements AutoCloseable {
  private final HttpResponse response;
  private final BufferedReader lines;
  private String id = "";

  ServerEvents(HttpResponse response) {
    this.response = response;
    this.lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8), 8192);
  }

  /**
   * Waits for the next event; empty when the server has ended the stream.
   *
   * @throws IOException when the connection is lost or silent for too long
   */
  public Optional<ServerEvent> next() throws IOException {
    String name = "message";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !data.isEmpty()) {
        return Optional.of(new ServerEvent(id, name, data.substring(0, data.length() - 1)));
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
      switch (field) {
        case "event" -> name = value;
        case "data" -> data.append(value).append('\n');
        case "id" -> id = value;
        default -> {
          // An empty line ends an event; comments keep the connection alive.
          name = line.isEmpty() ? "message" : name;
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    response.close();
  }
}
