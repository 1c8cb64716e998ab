package np.server.deploy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import np.model.LogLine;

/** Keeps the end of an output. */
final class LastLines implements Consumer<LogLine> {
  private static final int KEPT = 20;

  private final Deque<String> lines = new ArrayDeque<>();

  @Override
  public synchronized void accept(LogLine line) {
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.addLast(line.text());
  }

  synchronized List<String> list() {
    return List.copyOf(lines);
  }
}
