package np.cli.command;

import java.time.Duration;
import java.time.Instant;
import np.cli.load.LoadProgress;
import np.cli.output.Look;
import np.cli.output.Output;

/** Shows on standard error how far an import is: a line that changes, on a terminal only. */
final class ImportMeter implements LoadProgress, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Session session;
  private final Output output;
  private final boolean live;
  private final ImportStop stop;
  private Instant shown = Instant.EPOCH;
  private String table = "";
  private long rows;
  private long bytes;

  ImportMeter(Session session, ImportStop stop) {
    this.session = session;
    this.stop = stop;
    this.output = session.output();
    this.live =
        output.look().progress() == Look.Progress.LIVE
            && output.look().quiet() == Look.Volume.NORMAL;
  }

  @Override
  public void step(long line) {
    stop.step(line);
  }

  @Override
  public void table(String name) {
    table = Output.safe(name);
    if (!live && session.globals().verbose()) {
      output.note("table " + table);
    }
  }

  /** Told at once when it is another one: it may take long, and nothing is read meanwhile. */
  @Override
  public void statement(String kind) {
    if (!table.equals(kind)) {
      table = Output.safe(kind);
      shown = Instant.EPOCH;
      show("");
    }
  }

  @Override
  public void commit() {
    stop.committing();
  }

  @Override
  public void read(long readBytes, long readRows) {
    stop.check();
    bytes = readBytes;
    rows = readRows;
    show("");
  }

  /** So much of the file, packed as it is. */
  void file(long at, long size) {
    if (size > 0) {
      show("  " + Math.min(100, at * 100 / size) + " %");
    }
  }

  private void show(String part) {
    Instant now = session.now();
    if (live && Duration.between(shown, now).compareTo(PAUSE) >= 0) {
      shown = now;
      output.meter(DumpMeter.told(bytes, rows) + part + (table.isEmpty() ? "" : "  " + table));
    }
  }

  @Override
  public void notice(String line) {
    hide();
    output.note(line);
  }

  private void hide() {
    if (live) {
      output.meter("");
    }
  }

  @Override
  public void close() {
    hide();
  }
}
