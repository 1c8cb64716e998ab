package np.cli.output;

import java.util.Locale;
import np.api.EventView;
import org.jspecify.annotations.Nullable;

/** A step of a deployment as one line: mark, title, message, time. */
final class StepLine {
  private static final int TITLE = 13;
  private static final int MESSAGE = 40;

  private final Charm charm;

  StepLine(Charm charm) {
    this.charm = charm;
  }

  /**
   * A step that has ended, whole: it stays.
   *
   * @param columns of the terminal; where there are few, the times are not in one column
   */
  String ended(EventView event, int columns) {
    String mark = event.state().equals("failed") ? charm.red("✗") : charm.green("✓");
    String time = time(event.seconds());
    String message = pad(Output.safe(event.message()), room(time, columns));
    return line(mark, event.step(), message, time);
  }

  /**
   * A step under way.
   *
   * @param columns of the terminal; the message is cut so that the time is still seen
   */
  String running(String mark, Words words, String elapsed, int columns) {
    int most = Math.max(1, free(elapsed, columns));
    String message = Width.fit(Output.safe(words.message), most);
    return line(mark, words.step, pad(message, room(elapsed, columns)), elapsed);
  }

  /** A step and what it is doing. */
  record Words(String step, String message) {}

  private static int room(String time, int columns) {
    return Math.clamp(free(time, columns), 1, MESSAGE);
  }

  /** What is left for a message beside mark, title, time and the spaces between them. */
  private static int free(String time, int columns) {
    return columns - LiveRegion.MARGIN - TITLE - time.length() - 5;
  }

  /** A line of output that belongs to a step. */
  String output(String text) {
    return "   " + charm.dim("│ " + Output.safe(text));
  }

  private String line(String mark, String step, String message, String time) {
    String words = pad(title(step), TITLE) + " " + message;
    return (" " + mark + " " + words + " " + charm.dim(time)).stripTrailing();
  }

  private static String time(@Nullable Double seconds) {
    return seconds == null ? "" : Times.span(seconds);
  }

  private static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - Width.of(text)));
  }

  static String title(String step) {
    return switch (step) {
      case "read" -> "Read np.yaml";
      case "stop" -> "Stop old";
      case "" -> "Step";
      default -> Output.safe(step.substring(0, 1).toUpperCase(Locale.ROOT) + step.substring(1));
    };
  }
}
