package np.cli.output;

import java.util.ArrayList;
import java.util.List;
import np.cli.host.Tty;

/**
 * A text that is shown anew whenever it changes: in place on a terminal, one after another else.
 */
public final class LivePage implements AutoCloseable {
  private final Output output;
  private final Tty tty;
  private final LiveRegion region;
  private List<String> last = List.of();
  private boolean closed;

  public LivePage(Output output, Tty tty) {
    this.output = output;
    this.tty = tty;
    this.region = new LiveRegion(output);
  }

  public synchronized void show(List<String> lines) {
    if (closed || output.isJson() || lines.equals(last)) {
      return;
    }
    last = List.copyOf(lines);
    if (isLive()) {
      Tty.Size size = tty.size().get();
      region.paint(List.of(), fit(lines, size.height()), size.width());
    } else {
      lines.forEach(output::data);
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
