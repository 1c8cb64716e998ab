package np.cli.output;

import java.time.Clock;
import np.api.EventView;
import np.cli.host.Tty;
import np.cli.json.JsonObject;

/** Shows the steps of a deployment as they happen. */
public interface Steps extends AutoCloseable {

  /**
   * One more event.
   *
   * @param event as it is understood
   * @param document the same as it came, members unknown here included
   */
  void event(EventView event, JsonObject document);

  /** The way that fits what was asked for and where it is shown; the caller closes it. */
  static Steps of(Output output, Clock clock, Tty tty) {
    return switch (output.look().progress()) {
      case JSON -> new JsonSteps(output);
      case PLAIN -> new PlainSteps(output, clock);
      case LIVE ->
          output.look().quiet() == Look.Volume.QUIET
              ? new PlainSteps(output, clock)
              : LiveSteps.start(output, clock, tty);
    };
  }

  /** A line between the steps: that the connection was lost. */
  void note(String line);

  /** Ends the showing and leaves a clean line; may be called twice and from another thread. */
  @Override
  void close();
}
