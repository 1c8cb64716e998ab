package np.cli.output;

import java.util.Set;
import np.api.EventView;

/** What an event means to somebody who watches. */
final class StepEvents {
  /** A wait in the queue that nobody notices is not worth a line. */
  private static final double NOTICED_SECONDS = 0.5;

  private StepEvents() {}

  /** Steps in which something else writes lines; of the others it is told how far they are. */
  private static final Set<String> WRITING = Set.of("build", "release");

  enum Meaning {
    BEGUN,
    OUTPUT,
    PROGRESS,
    ENDED,
    NOTHING
  }

  static Meaning meaning(EventView event) {
    if (event.step().equals("done")) {
      return Meaning.NOTHING;
    }
    return switch (event.state()) {
      case "started" -> Meaning.BEGUN;
      case "progress" -> progress(event);
      case "ok", "failed" -> isUnnoticed(event) ? Meaning.NOTHING : Meaning.ENDED;
      default -> Meaning.NOTHING;
    };
  }

  private static Meaning progress(EventView event) {
    if (event.message().isEmpty()) {
      return Meaning.NOTHING;
    }
    return WRITING.contains(event.step()) ? Meaning.OUTPUT : Meaning.PROGRESS;
  }

  private static boolean isUnnoticed(EventView event) {
    Double seconds = event.seconds();
    return event.step().equals("queue")
        && event.state().equals("ok")
        && (seconds == null || seconds < NOTICED_SECONDS);
  }
}
