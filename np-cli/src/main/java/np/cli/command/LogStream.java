package np.cli.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.client.ServerEvent;
import np.cli.client.ServerEvents;
import np.cli.json.JsonReader;
import np.cli.json.NotJson;
import np.model.ErrorCode;
import np.model.NpException;

/** Prints a stream of log lines; one that is followed goes on after a lost connection. */
final class LogStream {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Session session;
  private final ApiClient client;
  private final LogPrinter printer;
  private final JsonReader reader = new JsonReader();
  private boolean connected;

  LogStream(Session session, ApiClient client) {
    this.session = session;
    this.client = client;
    this.printer = new LogPrinter(session);
  }

  /**
   * Returns at the end of the stream whether there was any line.
   *
   * @param paths gives the path for lines since a moment; empty: as the person asked
   */
  boolean run(Function<String, ApiPath> paths) {
    boolean follow = session.arguments().has("--follow");
    while (true) {
      try {
        print(paths.apply(printer.id().isEmpty() ? printer.moment() : ""));
        return !printer.moment().isEmpty();
      } catch (IOException e) {
        if (!follow || !connected) {
          throw client.unavailable(e);
        }
        session.output().note("connection lost, trying again");
        pause();
      }
    }
  }

  private void print(ApiPath path) throws IOException {
    printer.resume();
    try (ServerEvents events = client.events(path, printer.id(), DAY)) {
      connected = true;
      for (Optional<ServerEvent> next = events.next(); next.isPresent(); next = events.next()) {
        ServerEvent event = next.get();
        if (event.name().equals("end")) {
          return;
        }
        printer.print(event.id(), reader.readObject(event.data()));
      }
      throw new IOException("the server ended the stream");
    } catch (NotJson e) {
      throw new IOException("the stream is damaged", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NpException.Unavailable(
          ErrorCode.TIMED_OUT, "interrupted while waiting for the server", "", e);
    }
  }
}
