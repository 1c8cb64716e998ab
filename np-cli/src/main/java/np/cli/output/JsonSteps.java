package np.cli.output;

import np.api.EventView;
import np.cli.json.JsonObject;

/** Every event as one line of JSON on stdout, numbered anew: the CLI's own steps come first. */
public final class JsonSteps implements Steps {
  private final Output output;
  private long seq;

  public JsonSteps(Output output) {
    this.output = output;
  }

  @Override
  public void event(EventView event, JsonObject document) {
    seq++;
    output.json(document.with("seq", seq));
  }

  @Override
  public void note(String line) {
    output.note(line);
  }

  @Override
  public void close() {}
}
