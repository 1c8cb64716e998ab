package np.cli.output;

import np.api.EventView;
import np.cli.json.JsonObject;

/** One line per step that ended, for logs and pipes. */
public final class PlainSteps implements Steps {
  private final Output output;
  private final StepLine lines;

  public PlainSteps(Output output) {
    this.output = output;
    this.lines = new StepLine(output.look().err());
  }

  @Override
  public void event(EventView event, JsonObject document) {
    switch (StepEvents.meaning(event)) {
      case ENDED -> output.note(lines.ended(event));
      case OUTPUT -> output.note(lines.output(event.message()));
      case BEGUN, NOTHING -> {}
    }
  }

  @Override
  public void note(String line) {
    output.note(line);
  }

  @Override
  public void close() {}
}
