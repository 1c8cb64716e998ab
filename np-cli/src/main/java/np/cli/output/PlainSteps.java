package np.cli.output;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import np.api.EventView;
import np.cli.json.JsonObject;

/**
 * One line per step that ended, for logs and pipes, and what a step writes. How far a step is told
 * only when it takes long enough for somebody to wonder.
 */
public final class PlainSteps implements Steps {
  private static final int WIDE = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What np server says once when it waits for another program. */
  private static final String AWAY = "; trying again";

  private final Output output;
  private final StepLine lines;
  private final Clock clock;
  private final Map<String, Instant> begun = new HashMap<>();

  public PlainSteps(Output output, Clock clock) {
    this.output = output;
    this.clock = clock;
    this.lines = new StepLine(output.look().err());
  }

  @Override
  public void event(EventView event, JsonObject document) {
    switch (StepEvents.meaning(event)) {
      case BEGUN -> begun.putIfAbsent(event.step(), clock.instant());
      case ENDED -> output.note(lines.ended(event, WIDE));
      case OUTPUT -> output.note(lines.output(event.message()));
      case PROGRESS -> {
        if (isSlow(event.step()) || event.message().endsWith(AWAY)) {
          output.note(lines.output(event.message()));
        }
      }
      case NOTHING -> {}
    }
  }

  private boolean isSlow(String step) {
    Instant now = clock.instant();
    Instant since = begun.computeIfAbsent(step, absent -> now);
    return Duration.between(since, now).compareTo(PATIENCE) >= 0;
  }

  @Override
  public void note(String line) {
    output.note(line);
  }

  @Override
  public void close() {}
}
