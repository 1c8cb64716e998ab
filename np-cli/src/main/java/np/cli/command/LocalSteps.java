package np.cli.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import np.api.EventView;
import np.api.Schemas;
import np.cli.client.EventDocument;
import np.cli.output.Steps;
import org.jspecify.annotations.Nullable;

/** The steps that the CLI does itself, told like those of the server. */
final class LocalSteps {
  private final Steps steps;
  private final Clock clock;
  private final String app;

  LocalSteps(Steps steps, Clock clock, String app) {
    this.steps = steps;
    this.clock = clock;
    this.app = app;
  }

  /**
   * Does a step.
   *
   * @param told turns the result into the message of the step
   */
  <T> T run(String step, Supplier<T> work, Function<T, String> told) {
    Instant start = clock.instant();
    tell(step, "started", "", null);
    try {
      T result = work.get();
      tell(step, "ok", told.apply(result), seconds(start));
      return result;
    } catch (RuntimeException e) {
      tell(step, "failed", "", seconds(start));
      throw e;
    }
  }

  private double seconds(Instant start) {
    return Duration.between(start, clock.instant()).toMillis() / 1000.0;
  }

  private void tell(String step, String state, String message, @Nullable Double seconds) {
    EventView event =
        new EventView(
            Schemas.EVENT,
            0,
            clock.instant().toString(),
            app,
            "",
            step,
            state,
            message,
            seconds,
            null,
            null,
            null);
    steps.event(event, EventDocument.write(event));
  }
}
