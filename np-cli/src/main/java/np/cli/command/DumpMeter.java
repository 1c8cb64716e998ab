package np.cli.command;

import java.time.Duration;
import java.time.Instant;
import np.cli.dump.DumpProgress;
import np.cli.output.Look;
import np.cli.output.Output;

/**
 * Shows on standard error how far a dump is: a line that changes on a terminal, else one a table.
 */
final class DumpMeter implements DumpProgress, AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Session session;
  private final Output output;
  private final boolean live;
  private Instant shown = Instant.EPOCH;
  private String table = "";

  DumpMeter(Session session) {
    this.session = session;
    this.output = session.output();
    this.live =
        output.look().progress() == Look.Progress.LIVE
            && output.look().quiet() == Look.Volume.NORMAL;
  }

  /** {@code 1.2 MB, 345 rows}. */
  static String told(long bytes, long rows) {
    return Sizes.show(bytes) + ", " + rows + (rows == 1 ? " row" : " rows");
  }

  @Override
  public void table(String name) {
    table = Output.safe(name);
    if (!live && session.globals().verbose()) {
      output.note("table " + table);
    }
  }

  @Override
  public void written(long bytes, long rows) {
    Instant now = session.now();
    if (live && Duration.between(shown, now).compareTo(PAUSE) >= 0) {
      shown = now;
      output.meter(told(bytes, rows) + (table.isEmpty() ? "" : "  " + table));
    }
  }

  @Override
  public void missing(String what) {
    output.alarm(output.look().err().yellow("warning") + ": not written: " + Output.safe(what));
  }

  @Override
  public void close() {
    if (live) {
      output.meter("");
    }
  }
}
