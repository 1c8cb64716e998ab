package np.cli.output;

import np.api.EventView;

/** What an event means to somebody who watches. */
final class StepEvents {
  /** A wait in the queue that nobody notices is not worth a line. */
  private static final double NOTICED_SECONDS = 0.5;

  private StepEvents() {}

  enum Meaning {
    BEGUN,
    OUTPUT,
    ENDED,
    NOTHING
  }

  static Meaning meaning(EventView event) {
    if (event.step().equals("done")) {
      return Meaning.NOTHING;
    }
    return switch (event.state()) {
      case "started" -> Meaning.BEGUN;
      case "progress" -> event.message().isEmpty() ? Meaning.NOTHING : Meaning.OUTPUT;
      case "ok", "failed" -> isUnnoticed(event) ? Meaning.NOTHING : Meaning.ENDED;
      default -> Meaning.NOTHING;
    };
  }

  private static boolean isUnnoticed(EventView event) {
    Double seconds = event.seconds();
    return event.step().equals("queue")
        && event.state().equals("ok")
        && (seconds == null || seconds < NOTICED_SECONDS);
  }
}
