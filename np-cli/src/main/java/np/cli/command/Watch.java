package np.cli.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.client.ServerEvent;
import np.cli.client.ServerEvents;
import np.cli.json.JsonObject;
import np.cli.json.JsonReader;
import np.cli.json.NotJson;
import np.cli.output.LivePage;

/** Shows a document again whenever it changes, until interrupted or --timeout. */
final class Watch {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration FOREVER = Duration.ofDays(3650);

  private final Session session;
  private final ApiClient client;
  private final JsonReader reader = new JsonReader();

  Watch(Session session, ApiClient client) {
    this.session = session;
    this.client = client;
  }

  void run(ApiPath path, Consumer<JsonObject> json, Function<JsonObject, List<String>> text) {
    Instant end = session.now().plus(session.globals().timeout().orElse(FOREVER));
    try (LivePage page = new LivePage(session.output(), session.context().tty());
        var _ = session.context().desk().interrupts().on(page::close)) {
      client.get(ApiPath.of("health"));
      while (session.now().isBefore(end)) {
        watchOnce(path, document -> show(document, json, text, page), end);
        pause(end);
      }
    }
  }

  private static void show(
      JsonObject document,
      Consumer<JsonObject> json,
      Function<JsonObject, List<String>> text,
      LivePage page) {
    json.accept(document);
    page.show(() -> text.apply(document));
  }

  private void watchOnce(ApiPath path, Consumer<JsonObject> sink, Instant end) {
    try (ServerEvents events = client.events(path, "", left(end))) {
      for (Optional<ServerEvent> next = events.next();
          next.isPresent() && session.now().isBefore(end);
          next = events.next()) {
        sink.accept(reader.readObject(next.get().data()));
      }
    } catch (IOException | NotJson e) {
      // The connection is lost: the next round shows the whole state anew.
      return;
    }
  }

  private Duration left(Instant end) {
    Duration left = Duration.between(session.now(), end);
    return left.isPositive() ? left : Duration.ofMillis(1);
  }

  private void pause(Instant end) {
    try {
      Duration left = left(end);
      Thread.sleep(left.compareTo(PAUSE) < 0 ? left : PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
