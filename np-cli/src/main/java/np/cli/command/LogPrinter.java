package np.cli.command;

import np.cli.json.JsonObject;
import np.cli.output.Charm;
import np.cli.output.Output;

/** Prints log lines and remembers which was the last. */
final class LogPrinter {
  private final Output output;
  private final boolean prefix;
  private final boolean raw;
  private String id = "";
  private String moment = "";
  private String seen = "";

  LogPrinter(Session session) {
    this.output = session.output();
    this.prefix = !session.arguments().has("--no-prefix");
    this.raw = session.arguments().has("--raw");
  }

  /** The id of the last line, for Last-Event-ID. */
  String id() {
    return id;
  }

  /** When the last line was written; empty when there was none. */
  String moment() {
    return moment;
  }

  /** A new connection: a server that does not resume by id sends lines again that were printed. */
  void resume() {
    seen = id.isEmpty() ? moment : "";
  }

  void print(String id, JsonObject line) {
    String written = line.text("ts");
    if (!seen.isEmpty() && written.compareTo(seen) <= 0) {
      return;
    }
    this.id = id;
    moment = written;
    output.json(line);
    String text = line.text("text");
    output.raw((prefix ? prefix(line) : "") + (raw ? text : Output.safe(text)) + "\n");
  }

  /** {@code 12:04:31.120 web.1}: the date is in --json. */
  private String prefix(JsonObject line) {
    Charm charm = output.look().out();
    String ts = line.text("ts");
    int t = ts.indexOf('T');
    String time = t > 0 && ts.length() >= t + 9 ? ts.substring(t + 1).replace("Z", "") : ts;
    String cut = time.length() > 12 ? time.substring(0, 12) : time;
    return charm.dim(Output.safe(cut) + " " + Output.safe(line.text("source"))) + "  ";
  }
}
