package np.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import np.api.EventView;
import np.cli.host.Tty;

/**
 * What is shown live, as pure lines: steps that ended, steps under way, the end of their output.
 */
final class LiveBoard {
  private static final int MOST_OUTPUT = 8;
  private static final String SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

  private final StepLine lines;
  private final Charm charm;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final Deque<String> output = new ArrayDeque<>();
  private final List<IntFunction<String>> ended = new ArrayList<>();

  LiveBoard(Charm charm) {
    this.charm = charm;
    this.lines = new StepLine(charm);
  }

  void event(EventView event, Instant now) {
    switch (StepEvents.meaning(event)) {
      case BEGUN -> running.putIfAbsent(event.step(), Running.since(now, event));
      case PROGRESS ->
          running.compute(
              event.step(), (step, old) -> Running.since(old == null ? now : old.since(), event));
      case ENDED -> end(event);
      case OUTPUT -> {
        output.addLast(event.message());
        while (output.size() > MOST_OUTPUT) {
          output.removeFirst();
        }
      }
      case NOTHING -> running.remove(event.step());
    }
  }

  void note(String line) {
    ended.add(columns -> line);
  }

  /** The lines that stay for good, each handed out once. */
  List<String> takeEnded(int columns) {
    List<String> taken = ended.stream().map(line -> line.apply(columns)).toList();
    ended.clear();
    return taken;
  }

  /**
   * The lines that are painted over at the next frame; never more than fit below a prompt.
   *
   * @param tick turns the spinner
   */
  List<String> frame(Instant now, int tick, Tty.Size size) {
    List<String> frame = new ArrayList<>();
    String mark = charm.yellow(SPINNER.substring(tick % 10, tick % 10 + 1));
    running.values().forEach(step -> frame.add(step.line(mark, now, lines, size.width())));
    output.forEach(text -> frame.add(lines.output(text)));
    return fit(frame, size);
  }

  private void end(EventView event) {
    running.remove(event.step());
    output.clear();
    ended.add(columns -> lines.ended(event, columns));
  }

  private List<String> fit(List<String> frame, Tty.Size size) {
    int most = Math.max(1, size.height() - 1);
    if (frame.size() <= most) {
      return frame;
    }
    int left = frame.size() - most + 1;
    List<String> fitted = new ArrayList<>(frame.subList(0, most - 1));
    fitted.add("   " + charm.dim("… " + left + " more"));
    return fitted;
  }

  /** A step under way. */
  private record Running(StepLine.Words words, Instant since) {
    static Running since(Instant since, EventView event) {
      return new Running(new StepLine.Words(event.step(), event.message()), since);
    }

    String line(String mark, Instant now, StepLine lines, int columns) {
      return lines.running(mark, words, Times.span(Duration.between(since, now)), columns);
    }
  }
}
