package np.cli.output;

import java.time.Clock;
import java.util.List;
import np.api.EventView;
import np.cli.host.Tty;
import np.cli.json.JsonObject;

/** Steps on a terminal: ended ones stay, those under way move. */
public final class LiveSteps implements Steps {
  private static final long FRAME_MILLIS = 100;

  private final LiveBoard board;
  private final LiveRegion region;
  private final Clock clock;
  private final Tty tty;
  private final Thread painter;
  private int tick;
  private boolean closed;

  private LiveSteps(Output output, Clock clock, Tty tty) {
    this.board = new LiveBoard(output.look().err());
    this.region = new LiveRegion(output);
    this.clock = clock;
    this.tty = tty;
    this.painter = Thread.ofVirtual().unstarted(this::paintOnAndOn);
  }

  /** Starts to paint. */
  public static LiveSteps start(Output output, Clock clock, Tty tty) {
    LiveSteps steps = new LiveSteps(output, clock, tty);
    steps.painter.start();
    return steps;
  }

  @Override
  public synchronized void event(EventView event, JsonObject document) {
    board.event(event, clock.instant());
    paint();
  }

  @Override
  public synchronized void note(String line) {
    board.note(line);
    paint();
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      int columns = tty.size().get().width();
      region.paint(board.takeEnded(columns), List.of(), columns);
      region.close();
      closed = true;
      painter.interrupt();
    }
  }

  private synchronized void paint() {
    if (!closed) {
      Tty.Size size = tty.size().get();
      List<String> frame = board.frame(clock.instant(), tick, size);
      region.paint(board.takeEnded(size.width()), frame, size.width());
    }
  }

  private void paintOnAndOn() {
    try {
      while (true) {
        Thread.sleep(FRAME_MILLIS);
        tick++;
        paint();
      }
    } catch (InterruptedException | OutputClosed e) {
      // The end: closed, or the terminal has gone; whoever writes next finds out.
      return;
    }
  }
}
