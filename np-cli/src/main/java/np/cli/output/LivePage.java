package np.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import np.cli.host.Tty;

/**
 * A text that is shown anew whenever it changes: in place on a terminal, one after another else. On
 * a terminal it is asked for again every second, because it says how long ago things were.
 */
public final class LivePage implements AutoCloseable {
  private static final long TICK_MILLIS = 1000;

  private final Output output;
  private final Tty tty;
  private final LiveRegion region;
  private final Thread ticker;
  private Supplier<List<String>> text = List::of;
  private List<String> last = List.of();
  private boolean closed;

  public LivePage(Output output, Tty tty) {
    this.output = output;
    this.tty = tty;
    this.region = new LiveRegion(output);
    this.ticker = Thread.ofVirtual().unstarted(this::refreshOnAndOn);
  }

  /** Shows a text from now on. */
  public synchronized void show(Supplier<List<String>> text) {
    this.text = text;
    refresh();
    if (isLive() && ticker.getState() == Thread.State.NEW) {
      ticker.start();
    }
  }

  private synchronized void refresh() {
    List<String> lines = closed || output.isJson() ? last : List.copyOf(text.get());
    if (lines.equals(last)) {
      return;
    }
    last = lines;
    if (isLive()) {
      Tty.Size size = tty.size().get();
      region.paint(List.of(), fit(lines, size.height()), size.width());
    } else {
      lines.forEach(output::data);
    }
  }

  private void refreshOnAndOn() {
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        refresh();
      }
    } catch (InterruptedException | OutputClosed e) {
      // The end: closed, or the terminal has gone; whoever writes next finds out.
      return;
    }
  }

  /** Leaves the last text on the screen; may be called twice and from another thread. */
  @Override
  public synchronized void close() {
    if (!closed && isLive()) {
      region.paint(last, List.of(), tty.size().get().width());
      region.close();
    }
    closed = true;
    ticker.interrupt();
  }

  private boolean isLive() {
    return tty.out() && output.look().progress() == Look.Progress.LIVE;
  }

  private List<String> fit(List<String> lines, int height) {
    int most = Math.max(1, height - 1);
    if (lines.size() <= most) {
      return lines;
    }
    List<String> fitted = new ArrayList<>(lines.subList(0, most - 1));
    fitted.add(output.look().err().dim("… " + (lines.size() - most + 1) + " more"));
    return fitted;
  }
}
